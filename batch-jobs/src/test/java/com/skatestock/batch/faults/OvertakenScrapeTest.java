package com.skatestock.batch.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.local.LocalStack;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OvertakenScrapeTest {
  private static final String SHOP = "seasons";
  private static final int PRODUCTS = 40;
  private static final Instant SLOT = Instant.parse("2026-11-21T12:00:00Z");

  /** The one whose transaction PostgreSQL has ended may be done before the other. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** As of a load: {@link OvertakenLoadTest}. */
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @Test
  void doesNotHoldUpTheOneThatTakesOverBetweenAChunksLastUpdateAndItsCommit(@TempDir Path archive)
      throws Exception {
    int server = URI.create(LocalStack.shared().jdbcUrl().substring("jdbc:".length())).getPort();
    try (ShopSimulator simulator =
            ShopSimulator.start(
                SimulatorSettings.of(
                    SimulatedClock.frozenAt(Instant.parse("2026-10-01T12:00:00Z")),
                    SimulatedShop.shopify(SHOP, PRODUCTS)));
        FaultyWire wire = new FaultyWire(server, _ -> {});
        Pipeline other = Pipeline.start(archive, List.of(), settings(simulator));
        Pipeline first = other.behind(wire.port(), settings(simulator))) {
      var theirs = new CompletableFuture<JobOutcome>();
      wire.arm(
          WireFault.beforeAChunksLastCommit(),
          () -> {
            other.database().sql("delete from leases").update();
            theirs.complete(run(other));
          });

      JobOutcome mine = run(first);

      assertThat(theirs).succeedsWithin(PATIENCE).isInstanceOf(JobOutcome.Completed.class);
      assertThat(mine).isInstanceOf(JobOutcome.RunningElsewhere.class);
      assertThat(
              other
                  .database()
                  .sql("select status from batch_job_execution order by job_execution_id")
                  .query(String.class)
                  .list())
          .containsExactly("FAILED", "COMPLETED");
      assertThat(other.summary(SHOP, SLOT).products()).isEqualTo(PRODUCTS);
      assertThat(other.summary(SHOP, SLOT).complete()).isTrue();
    }
  }

  private static String[] settings(ShopSimulator simulator) {
    return new String[] {
      "skatestock.lease-length=2s", "skatestock.shop-urls." + SHOP + "=" + simulator.uri(SHOP)
    };
  }

  private static JobOutcome run(Pipeline pipeline) {
    try {
      return pipeline
          .part(JobStarter.class)
          .run(
              new JobIdentity("scrape", Optional.of(SHOP), SLOT, JobIdentity.SCHEDULED),
              Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }
}
