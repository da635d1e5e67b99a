package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.PageArchive;
import com.skatestock.batch.archive.PageIndex;
import com.skatestock.batch.job.MissedSlots;
import com.skatestock.batch.normalise.Normaliser;
import com.skatestock.batch.publish.EventPublisher;
import com.skatestock.batch.publish.KnownProducts;
import com.skatestock.batch.publish.MissingProducts;
import com.skatestock.batch.publish.TopicPartitions;
import com.skatestock.batch.quality.RunQuality;
import com.skatestock.batch.shop.Shops;
import com.skatestock.batch.shop.WatchedShops;
import com.skatestock.batch.source.PoliteFetcher;
import com.skatestock.batch.wire.DeadLetters;

/** The stages before Kafka, each made once and shared by all runs. */
public record Stages(
    WatchedShops watched,
    PoliteFetcher fetcher,
    PageArchive archive,
    PageIndex index,
    ReadingRules rules,
    Normaliser normaliser,
    KnownProducts knownProducts,
    MissingProducts missingProducts,
    TopicPartitions partitions,
    EventPublisher publisher,
    DeadLetters deadLetters,
    ScrapeRuns runs,
    MissedSlots missedSlots,
    RunQuality quality,
    String version) {

  /** The shops as they are configured now. */
  public Shops shops() {
    return watched.now();
  }
}
