package com.skatestock.batch.faults;

import com.skatestock.local.LocalServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The disk under PostgreSQL or under Kafka is full but for a few kilobytes when a scrape (even
 * rounds) or a load (odd ones) begins; after some attempts somebody makes room again, and starts
 * the server if it gave up.
 */
final class FullDisks implements Scenario {
  private static final List<String> SHOPS = List.of(Bench.SLOW_SHOPS.getFirst());
  private static final int MOST_BYTES_LEFT = 40_000;
  private static final int ATTEMPTS = 2;

  private final LocalServer server;

  FullDisks(LocalServer server) {
    this.server = server;
  }

  @Override
  public String name() {
    return server == LocalServer.KAFKA ? "disk-full-kafka" : "disk-full-postgres";
  }

  @Override
  public String impossible() {
    return SmallDisk.POSSIBLE
        ? ""
        : "a small file system can be mounted by root through scripts/faults.sh only";
  }

  @Override
  public PlantedDefect planted() {
    return server == LocalServer.KAFKA
        ? new BrokenServers(LocalServer.KAFKA).planted()
        : new PlantedDefect(
            "a chunk that cannot be written ends its partition as if another had it",
            "batch-jobs/src/main/java/com/skatestock/batch/job/load/LoadPartition.java",
            Map.of("catch (Fenced e)", "catch (RuntimeException e)"));
  }

  @Override
  public Map<String, String> settings() {
    return new BrokenServers(LocalServer.KAFKA).settings();
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
    Path disk = bench.folder().resolve(server == LocalServer.KAFKA ? "broker" : "stack");
    Path filler = disk.resolve("filler");
    fill(disk, filler, random.nextInt(MOST_BYTES_LEFT));
    long begun = System.nanoTime();
    List<String> answers = new ArrayList<>();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String answer = bench.order(run);
      answers.add(answer.substring(0, Math.min(120, answer.length())));
    }
    Files.delete(filler);
    boolean died = revive(bench);
    bench.reconnect();
    bench.complete(run);
    long ended = System.nanoTime();
    bench.complete(Bench.load());
    return new Round(
        "%s: %s%s"
            .formatted(inScrape ? "scrape" : "load", answers, died ? "; the server gave up" : ""),
        answers.getFirst().startsWith("failed") || died ? 1 : 0,
        List.of(Duration.ofNanos(ended - begun)),
        bench.oracle().judge(leftAlone, Set.of()));
  }

  private static void fill(Path disk, Path filler, int left) throws IOException {
    byte[] block = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        long room = disk.toFile().getUsableSpace() - left;
        if (room <= 0) {
          return;
        }
        out.write(block, 0, (int) Math.min(room, block.length));
      }
    }
  }

  /** True if it was gone. */
  private boolean revive(Bench bench) throws Exception {
    if (server == LocalServer.KAFKA) {
      // A broker whose only disk failed ends; it takes its time to notice.
      boolean gone = bench.broker().endsWithin(Duration.ofSeconds(3));
      if (!gone) {
        bench.broker().kill();
      }
      bench.broker().revive();
      return gone;
    }
    boolean answers = bench.answers();
    if (!answers) {
      bench.stack().kill(server);
      bench.stack().start(server);
    }
    return !answers;
  }
}
