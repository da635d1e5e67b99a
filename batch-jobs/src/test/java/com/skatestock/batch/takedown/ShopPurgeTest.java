package com.skatestock.batch.takedown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.archive.PageArchive;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class ShopPurgeTest {
  private static final Instant SLOT = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir private Path archive;

  @Test
  void nothingIsLeftOfTheShopAndAllOfTheOthersEvenIfBrokenOffOnce() throws Exception {
    try (ShopSimulator simulator =
            ShopSimulator.start(
                SimulatorSettings.of(
                    SimulatedClock.frozenAt(Instant.parse("2026-10-01T12:00:00Z")),
                    SimulatedShop.shopify("seasons", 30),
                    SimulatedShop.shopify("premier", 20)));
        Pipeline pipeline =
            Pipeline.start(
                archive,
                List.of(),
                "skatestock.shop-urls.seasons=" + simulator.uri("seasons"),
                "skatestock.shop-urls.premier=" + simulator.uri("premier"))) {
      for (String shop : List.of("seasons", "premier")) {
        for (Instant slot : List.of(SLOT, SLOT.plusSeconds(1_800))) {
          assertThat(pipeline.scrape(shop, slot)).isInstanceOf(JobOutcome.Completed.class);
          assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);
        }
      }
      pipeline
          .database()
          .sql(
              """
              insert into dead_letter_queue (error_id, stage, reason, shop, message, refused_at)
              values (gen_random_uuid(), 'NORMALISE', 'TITLE_EMPTY', 'seasons', 'test', now())
              """)
          .update();
      ShopPurge purge = pipeline.part(ShopPurge.class);
      Map<String, Long> there = purge.count("seasons").orElseThrow();
      Map<String, Long> others = purge.count("premier").orElseThrow();
      assertThat(there).containsEntry("products", 30L).containsEntry("scrape_runs", 2L);
      assertThat(there).containsEntry("dead_letters", 1L).doesNotContainEntry("seen_chunks", 0L);

      breakOffAtRuns(pipeline.database());
      assertThatThrownBy(() -> purge.purge("seasons")).hasMessageContaining("broken off");
      assertThat(purge.count("seasons").orElseThrow())
          .containsEntry("products", 0L)
          .containsEntry("archive_objects", 0L)
          .containsEntry("scrape_runs", 2L)
          .containsEntry("dead_letters", 1L);
      pipeline.database().sql("drop trigger break_off on scrape_runs").update();

      Map<String, Long> rest = purge.purge("seasons").orElseThrow();

      assertThat(rest)
          .containsEntry("products", 0L)
          .containsEntry("scrape_runs", 2L)
          .containsEntry("pages", there.get("pages"))
          .containsEntry("dead_letters", 1L);
      assertThat(purge.count("seasons").orElseThrow().values()).containsOnly(0L);
      assertThat(purge.count("premier")).contains(others);
      assertThat(pipeline.part(PageArchive.class).shops()).containsExactly("premier");
      assertThat(
              pipeline
                  .database()
                  .sql("select code from shops where removed_at is not null")
                  .query((row, index) -> row.getString("code"))
                  .list())
          .containsExactly("seasons");
      // again: there is nothing left to delete
      assertThat(purge.purge("seasons").orElseThrow().values()).containsOnly(0L);
      assertThat(purge.purge("unheard-of")).isEmpty();
    }
  }

  private static void breakOffAtRuns(JdbcClient database) {
    database
        .sql(
            """
            create function break_off() returns trigger
              language plpgsql
            as 'begin raise exception ''broken off''; end'
            """)
        .update();
    database
        .sql(
            """
            create trigger break_off before delete on scrape_runs
            for each statement execute function break_off()
            """)
        .update();
  }
}
