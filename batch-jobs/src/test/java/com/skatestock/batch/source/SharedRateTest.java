package com.skatestock.batch.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.source.ArrivalTimes.Arrival;
import com.skatestock.local.LocalServer;
import com.skatestock.local.LocalStack;
import com.skatestock.local.LocalStackSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight workers, four in this process and two each in two others, ask one host as fast as they may,
 * while Redis is emptied, killed and started again. The host's own notes say how fast that was.
 */
class SharedRateTest {
  private static final Duration DELAY = Duration.ofMillis(150);

  /** Two clocks are compared (Redis' and the host's); nothing else is forgiven. */
  private static final Duration CLOCKS = Duration.ofMillis(2);

  private static final Duration PHASE = Duration.ofMillis(2_500);

  @TempDir private Path data;

  @Test
  void eightWorkersNeverExceedAHostsRate() throws Exception {
    try (LocalStack stack = LocalStack.start(LocalStackSettings.in(data).only(LocalServer.REDIS));
        RedisConnections redis = new RedisConnections(stack.redisUri());
        ArrivalTimes host = new ArrivalTimes();
        Child _ = new Child(stack.redisUri(), host.address(), "five", "six");
        Child _ = new Child(stack.redisUri(), host.address(), "seven", "eight");
        RateWorkers _ =
            new RateWorkers(
                stack.redisUri(),
                URI.create(host.address()),
                DELAY,
                List.of("holder", "two", "three", "four"))) {
      awaitWorkers(host, 8);

      redis
          .template()
          .execute(
              connection -> {
                connection.serverCommands().flushAll();
                return null;
              },
              true);
      Duration emptied = host.now();
      Thread.sleep(PHASE);

      stack.kill(LocalServer.REDIS);
      Duration killed = host.now();
      Thread.sleep(PHASE.plusSeconds(2));
      Duration back = host.now();
      stack.start(LocalServer.REDIS);
      Thread.sleep(PHASE.plusSeconds(3));
      Duration end = host.now();

      assertGaps(host.all(), DELAY);
      assertThat(host.between(emptied, killed)).hasSizeGreaterThanOrEqualTo(4);
      assertThat(host.between(emptied, emptied.plus(DELAY).minus(CLOCKS)))
          .as("starts within the first delay after Redis was emptied, but those on their way")
          .hasSizeLessThanOrEqualTo(1);

      // what was on its way when Redis went may still arrive
      List<Arrival> without = host.between(killed.plus(DELAY), back);
      assertThat(agents(without)).containsExactly("holder");
      assertThat(without).hasSizeGreaterThanOrEqualTo(4);
      assertGaps(without, DELAY.multipliedBy(2));

      assertThat(agents(host.between(back, end))).hasSizeGreaterThanOrEqualTo(2);
    }
  }

  /** Least time between two starts: never less than the delay. */
  private static void assertGaps(List<Arrival> arrivals, Duration delay) {
    List<Duration> gaps = new ArrayList<>();
    for (int i = 1; i < arrivals.size(); i++) {
      gaps.add(arrivals.get(i).at().minus(arrivals.get(i - 1).at()));
    }
    assertThat(gaps).allSatisfy(gap -> assertThat(gap).isGreaterThanOrEqualTo(delay.minus(CLOCKS)));
  }

  private static Set<String> agents(List<Arrival> arrivals) {
    return arrivals.stream()
        .map(each -> each.agent().replaceAll("SkateStockBot/(\\w+) .*", "$1"))
        .collect(Collectors.toSet());
  }

  private static void awaitWorkers(ArrivalTimes host, int workers) throws InterruptedException {
    Duration deadline = host.now().plusSeconds(60);
    while (agents(host.all()).size() < workers) {
      assertThat(host.now()).as("workers met: %s", agents(host.all())).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  /** Two workers in a process of their own. */
  private static final class Child implements AutoCloseable {
    private final Process process;

    Child(String redis, String shop, String... names) throws IOException {
      List<String> line =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx128m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  RateWorkers.class.getName(),
                  redis,
                  shop,
                  DELAY.toString()));
      line.addAll(List.of(names));
      process =
          new ProcessBuilder(line)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
