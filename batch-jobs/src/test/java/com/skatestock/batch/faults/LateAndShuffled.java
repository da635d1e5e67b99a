package com.skatestock.batch.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The events of two days arrive in any order, the later day's before the earlier one's, some of
 * them twice, in several loads: the facts are those that were told, and the state is theirs.
 */
final class LateAndShuffled implements Scenario {
  private static final String SHOP = Bench.SLOW_SHOPS.getFirst();
  private static final Duration DAYS = Duration.ofDays(3);
  private static final int LOADS = 4;

  @Override
  public String name() {
    return "late-and-shuffled";
  }

  @Override
  public PlantedDefect planted() {
    return new PlantedDefect(
        "the last observation to arrive is taken for the newest",
        "sql/queries/load/variants.sql",
        Map.of(
            "where (known.observed_at, known.parser_version, known.event_id)\n"
                + "  < (excluded.observed_at, excluded.parser_version, excluded.event_id)",
            "where true"));
  }

  @Override
  public Round round(Bench bench, int number, Random random) throws Exception {
    bench.leftAlone(List.of(SHOP));
    bench.fresh();
    bench.complete(Bench.scrape(SHOP));
    bench.shops().clock().set(Bench.SLOT.plus(DAYS));
    try {
      bench.complete("scrape " + SHOP + " " + Bench.SLOT.plus(DAYS) + " scheduled");
    } finally {
      bench.shops().clock().set(Bench.SLOT);
    }
    List<ConsumerRecord<byte[], byte[]>> told = bench.topic().records();
    List<ConsumerRecord<byte[], byte[]>> arriving = new ArrayList<>(told);
    told.stream().filter(_ -> random.nextInt(4) == 0).forEach(arriving::add);
    Collections.shuffle(arriving, random);
    bench.emptyTopic();
    for (int load = 0; load < LOADS; load++) {
      bench
          .topic()
          .send(
              arriving
                  .subList(arriving.size() * load / LOADS, arriving.size() * (load + 1) / LOADS)
                  .stream()
                  .map(
                      record ->
                          new ProducerRecord<>(
                              record.topic(), record.partition(), record.key(), record.value()))
                  .toList());
      bench.complete("load - " + Bench.SLOT + " manual/piece-" + load);
    }
    return new Round(
        "%d events of two days, %d arrivals".formatted(told.size(), arriving.size()),
        arriving.size(),
        List.of(),
        bench.oracle().judge(new Contents(Map.of()), Set.of()));
  }
}
