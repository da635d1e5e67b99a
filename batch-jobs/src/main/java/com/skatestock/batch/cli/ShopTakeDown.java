package com.skatestock.batch.cli;

import com.skatestock.batch.cli.Progress.Position;
import com.skatestock.batch.database.Leases;
import com.skatestock.batch.database.Leases.Lease;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import com.skatestock.batch.shop.Shops;
import com.skatestock.batch.takedown.ShopPurge;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code shops remove --purge}: deletes all that is known of a shop, or says how much there is. */
record ShopTakeDown(Shops configured, Reply reply) {

  /**
   * What is said to programs.
   *
   * @param counts by what it is; empty if nothing is known of the shop
   */
  private record Gone(String shop, boolean dryRun, Map<String, Long> counts) {}

  /** Answers with an exit code. */
  int of(String shop, boolean dryRun) throws InterruptedException {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      if (configured.find(shop).isEmpty()) {
        // Of those that are configured the program may know only some (skatestock.watch).
        KnownShops.everOf(context, reply.commandLine()).check(Optional.of(shop));
      }
      if (dryRun) {
        say(shop, true, context.getBean(ShopPurge.class).count(shop));
        return ExitCodes.OK;
      }
      Optional<Lease> lease =
          context
              .getBean(Leases.class)
              .take(
                  JobIdentity.leaseOfScrapes(shop),
                  context.getBean(PipelineSettings.class).leasePatience());
      if (lease.isEmpty()) {
        reply.errors().println(shop + " is being scraped; stop that first");
        return ExitCodes.RETRY;
      }
      try (Lease _ = lease.get()) {
        say(shop, false, purge(context, shop));
      }
      return ExitCodes.OK;
    }
  }

  private Optional<Map<String, Long>> purge(ApplicationContext context, String shop) {
    // One that nothing is known of yet, too: it is not to be watched.
    configured.find(shop).ifPresent(context.getBean(ScrapeRuns.class)::register);
    ShopPurge purges = context.getBean(ShopPurge.class);
    long all =
        purges
            .count(shop)
            .map(
                counts ->
                    counts.getOrDefault("products", 0L) + counts.getOrDefault("scrape_runs", 0L))
            .orElse(0L);
    LongAdder gone = new LongAdder();
    try (Progress _ =
        reply.progress("purge " + shop, "products and runs", () -> new Position(gone.sum(), all))) {
      return purges.purge(shop, gone);
    }
  }

  private void say(String shop, boolean dryRun, Optional<Map<String, Long>> counts) {
    if (reply.isJson()) {
      reply.out().println(Json.line(new Gone(shop, dryRun, counts.orElse(Map.of()))));
    } else if (counts.isEmpty()) {
      reply.out().println("Nothing is known of " + shop);
    } else {
      reply.out().println(shop + (dryRun ? ": there is" : ": deleted"));
      counts.get().forEach((what, number) -> reply.out().printf("  %-16s %d%n", what, number));
    }
    reply.out().flush();
  }
}
