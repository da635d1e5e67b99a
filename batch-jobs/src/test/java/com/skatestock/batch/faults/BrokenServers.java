package com.skatestock.batch.faults;

import com.skatestock.local.LocalServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.util.FileSystemUtils;

/**
 * A server dies at a random moment of a scrape (even rounds) or a load (odd ones) and comes back;
 * the process that worked with it lives on, and runs its work again until it is complete.
 */
final class BrokenServers implements Scenario {
  private static final List<String> SHOPS = List.of(Bench.SLOW_SHOPS.getFirst());
  private static final int LATEST_MILLIS = 900;
  private static final int LONGEST_AWAY_MILLIS = 2_500;

  /** Between two requests, where Redis is what keeps the time. */
  private static final Duration DELAY = Duration.ofMillis(400);

  private final LocalServer server;

  BrokenServers(LocalServer server) {
    this.server = server;
  }

  @Override
  public String name() {
    return switch (server) {
      case POSTGRES -> "postgres-immediate";
      case KAFKA -> "broker-killed";
      case REDIS -> "redis-emptied";
    };
  }

  @Override
  public PlantedDefect planted() {
    return switch (server) {
      case REDIS ->
          new PlantedDefect(
              "without Redis nobody waits between two requests",
              "batch-jobs/src/main/java/com/skatestock/batch/source/SharedHostBudget.java",
              Map.of("boolean undelayed = visit.delay().isZero();", "boolean undelayed = true;"));
      case POSTGRES ->
          new PlantedDefect(
              "a scrape that breaks off goes on behind the page at which it did",
              "batch-jobs/src/main/java/com/skatestock/batch/job/scrape/ScrapeRuns.java",
              Map.of(
                  "returning id, next_page, status",
                  "returning id, case when xmax = 0 then next_page else next_page + 1 end as"
                      + " next_page, status"));
      case KAFKA ->
          new PlantedDefect(
              "nobody waits for the broker to have the events",
              "batch-jobs/src/main/java/com/skatestock/batch/publish/EventPublisher.java",
              Map.of(
                  "producer.flush();", "", "acknowledgement.get();", "acknowledgement.isDone();"));
    };
  }

  @Override
  public Map<String, String> settings() {
    // A broker that is away is given up before it is back, now and then.
    return switch (server) {
      case KAFKA ->
          Map.of(
              "spring.kafka.producer.properties.delivery.timeout.ms", "2000",
              "spring.kafka.producer.properties.request.timeout.ms", "1000",
              "spring.kafka.producer.properties.max.block.ms", "10000",
              "spring.kafka.consumer.properties.default.api.timeout.ms", "10000");
      case REDIS -> Map.of("skatestock.shop-delay", DELAY.toMillis() + "ms");
      case POSTGRES -> Map.of();
    };
  }

  @Override
  public Round round(Bench bench, int number, Random random) throws Exception {
    Contents leftAlone = bench.leftAlone(SHOPS);
    bench.fresh();
    boolean inScrape = number % 2 == 0;
    String scrape = Bench.scrape(SHOPS.getFirst());
    String run = inScrape ? scrape : Bench.load();
    if (!inScrape) {
      bench.complete(scrape);
    }
    bench.worker();
    bench.shops().log(SHOPS.getFirst()).clear();
    int after = random.nextInt(LATEST_MILLIS);
    int away = random.nextInt(LONGEST_AWAY_MILLIS);
    long died;
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<String> answer = thread.submit(() -> bench.order(run));
      Thread.sleep(after);
      died = System.nanoTime();
      dieAndComeBack(bench, away);
      answer.get();
    }
    bench.reconnect();
    bench.complete(run);
    long ended = System.nanoTime();
    bench.complete(Bench.load());
    return new Round(
        "%s after %d ms, away for %d ms".formatted(inScrape ? "scrape" : "load", after, away),
        1,
        List.of(Duration.ofNanos(ended - died)),
        tooFast(bench, bench.oracle().judge(leftAlone, Set.of())));
  }

  /** The shop's own word on how fast it was asked. */
  private Oracle.Verdict tooFast(Bench bench, Oracle.Verdict verdict) {
    Duration gap = bench.shops().log(SHOPS.getFirst()).leastGap().orElse(DELAY);
    if (server != LocalServer.REDIS || gap.compareTo(DELAY.multipliedBy(3).dividedBy(4)) > 0) {
      return verdict;
    }
    List<String> problems = new ArrayList<>(verdict.problems());
    problems.add("two requests %s apart instead of %s".formatted(gap, DELAY));
    return new Oracle.Verdict(problems, verdict.lost(), verdict.doubled(), verdict.repeated());
  }

  private void dieAndComeBack(Bench bench, int away) throws Exception {
    if (server == LocalServer.KAFKA) {
      bench.broker().kill();
      Thread.sleep(away);
      bench.broker().revive();
      return;
    }
    bench.stack().kill(server);
    Thread.sleep(away);
    if (server == LocalServer.REDIS) {
      FileSystemUtils.deleteRecursively(bench.stack().data().resolve("redis"));
    }
    bench.stack().start(server);
  }
}
