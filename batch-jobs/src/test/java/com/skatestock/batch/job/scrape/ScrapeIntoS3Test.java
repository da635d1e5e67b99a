package com.skatestock.batch.job.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.S3Store;
import com.skatestock.batch.archive.ArchivedPage;
import com.skatestock.batch.archive.PageArchive;
import com.skatestock.batch.archive.PageLocation;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A scrape whose pages lie in a bucket, from the shop to PostgreSQL. */
class ScrapeIntoS3Test {
  private static final String SHOP = "seasons";
  private static final Instant FIRST = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant SECOND = Instant.parse("2026-11-20T10:30:00Z");

  @Test
  void pagesGoIntoTheBucketAndComeBackForTheNextScrape() throws Exception {
    URI store = S3Store.shared().endpoint();
    String bucket = "scrape-" + UUID.randomUUID();
    try (S3Client client =
        S3Client.builder()
            .endpointOverride(store)
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .build()) {
      client.createBucket(create -> create.bucket(bucket));
    }
    try (ShopSimulator shops =
            ShopSimulator.start(
                SimulatorSettings.of(
                    SimulatedClock.frozenAt(Instant.parse("2026-10-01T12:00:00Z")),
                    SimulatedShop.shopify(SHOP, 540)));
        Pipeline pipeline =
            Pipeline.start(
                "s3://" + bucket + "/skate/pages",
                List.of(),
                "skatestock.shop-urls." + SHOP + "=" + shops.uri(SHOP),
                "skatestock.s3.endpoint=" + store,
                "skatestock.s3.region=us-east-1",
                "skatestock.s3.path-style=true")) {

      assertThat(pipeline.scrape(SHOP, FIRST)).isInstanceOf(JobOutcome.Completed.class);
      assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);
      assertThat(pipeline.scrape(SHOP, SECOND)).isInstanceOf(JobOutcome.Completed.class);

      assertThat(pipeline.summary(SHOP, FIRST).created()).isEqualTo(540);
      // Answered with 304, and read from the bucket.
      assertThat(pipeline.summary(SHOP, SECOND).unchanged()).isEqualTo(540);
      PageArchive archive = pipeline.part(PageArchive.class);
      List<ArchivedPage> stored = new ArrayList<>();
      LocalDate day = LocalDate.of(2026, 11, 20);
      archive.objects(SHOP, day, day).forEach(object -> archive.scan(object, stored::add));
      assertThat(stored.stream().map(ArchivedPage::location).map(PageLocation::toString))
          .containsAll(indexed(pipeline))
          .hasSizeGreaterThanOrEqualTo(6);
      assertThat(stored.stream().filter(page -> page.revisitOf().isPresent()))
          .hasSizeGreaterThanOrEqualTo(3);
    }
  }

  private static List<String> indexed(Pipeline pipeline) {
    List<String> locations =
        pipeline
            .database()
            .sql("select object, \"offset\", length from pages order by run_id, number")
            .query(
                (row, index) ->
                    new PageLocation(row.getString(1), row.getLong(2), row.getInt(3)).toString())
            .list();
    assertThat(locations).hasSize(6);
    return locations;
  }
}
