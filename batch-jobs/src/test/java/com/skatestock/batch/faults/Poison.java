package com.skatestock.batch.faults;

import com.skatestock.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records that are no events lie in the topic before and behind those that are, and the load of
 * them breaks off at a random statement: each is kept once, and nothing else is disturbed.
 */
final class Poison implements Scenario {
  private static final List<String> SHOPS = List.of(Bench.SMALL_SHOP);
  private static final int PARTITIONS = 6;
  private static final int HUGE_BYTES = 5 << 20;
  private static final int LOAD_STATEMENTS = 250;

  @Override
  public String name() {
    return "poison";
  }

  @Override
  public PlantedDefect planted() {
    return new PlantedDefect(
        "records that cannot be read are passed over",
        "batch-jobs/src/main/java/com/skatestock/batch/load/PartitionLoader.java",
        Map.of("if (!chunk.refused().isEmpty()) {", "if (chunk.refused().size() > 1_000) {"));
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("skatestock.load-workers", "1");
  }

  @Override
  public Round round(Bench bench, int number, Random random) throws Exception {
    Contents leftAlone = bench.leftAlone(SHOPS);
    bench.fresh();
    int sent = send(bench, random);
    bench.complete(Bench.scrape(Bench.SMALL_SHOP));
    sent += send(bench, random);
    bench.worker();
    FaultyWire wire = bench.wire();
    wire.arm(WireFault.of(WireFault.Way.TERMINATE, random.nextInt(LOAD_STATEMENTS)));
    bench.order(Bench.load());
    wire.disarm();
    bench.complete(Bench.load());
    long ended = System.nanoTime();
    Oracle.Verdict verdict = bench.oracle().judge(leftAlone, Set.of("dead letters"));
    List<String> problems = new ArrayList<>(verdict.problems());
    int lost = verdict.lost();
    String asRefused = "select count(*) from dead_letter_queue where stage = 'LOAD'";
    long kept = bench.database().sql(asRefused).query(Long.class).single();
    long once = bench.database().sql(asRefused + " and times = 1").query(Long.class).single();
    if (kept != sent || once != sent) {
      problems.add(
          "of %d refused records %d are kept, %d of them as one".formatted(sent, kept, once));
      lost += (int) Math.max(0, sent - kept);
    }
    return new Round(
        sent + " poisoned records" + wire.struck().map(at -> ", broken off").orElse(""),
        sent + wire.struck().map(at -> 1).orElse(0),
        wire.struck().isPresent() ? List.of(Duration.ofNanos(ended - wire.struckAt())) : List.of(),
        new Oracle.Verdict(problems, lost, verdict.doubled(), verdict.repeated()));
  }

  /** One of each kind, on random partitions; how many they are. */
  private static int send(Bench bench, Random random) throws InterruptedException {
    byte[] garbage = new byte[random.nextInt(2_000)];
    random.nextBytes(garbage);
    byte[] huge = new byte[HUGE_BYTES];
    random.nextBytes(huge);
    byte[] unknownSchema = new byte[200];
    random.nextBytes(unknownSchema);
    unknownSchema[0] = (byte) 0xC3;
    unknownSchema[1] = 1;
    List<byte @Nullable []> values = new ArrayList<>();
    values.addAll(Arrays.asList(garbage, unknownSchema, huge, new byte[0]));
    values.add("{\"type\":\"PRODUCT_CREATED\"}".getBytes(StandardCharsets.UTF_8));
    values.add(null);
    bench
        .topic()
        .send(
            values.stream()
                .map(
                    value ->
                        new ProducerRecord<>(
                            Topics.PRODUCT_EVENTS,
                            random.nextInt(PARTITIONS),
                            "seasons/poison".getBytes(StandardCharsets.UTF_8),
                            value))
                .toList());
    return values.size();
  }
}
