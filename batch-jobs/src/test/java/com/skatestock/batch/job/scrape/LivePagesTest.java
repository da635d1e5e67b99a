package com.skatestock.batch.job.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.shop.Shop;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LivePagesTest {
  @TempDir private Path archive = Path.of("");

  /**
   * An interrupt of a virtual thread closes the socket that it reads from: each page that was
   * forgotten while it asked PostgreSQL cost the pool a connection.
   */
  @Test
  void leavesTheDatabasesConnectionsWholeWhenItIsClosed() throws Exception {
    try (Pipeline pipeline =
            Pipeline.start(archive, List.of(), "skatestock.shop-urls.seasons=http://127.0.0.1:9");
        Connection other = pipeline.part(DataSource.class).getConnection();
        Statement statement = other.createStatement()) {
      Stages stages = pipeline.part(Stages.class);
      Shop shop = stages.shops().find("seasons").orElseThrow();
      other.setAutoCommit(false);
      statement.execute("lock table shops in access exclusive mode");
      PageFeed<PageFeed.ReadPage> feed =
          new PageFeed<>(
              "pages",
              1,
              new LivePages(
                  new LivePages.Tools(
                      stages.fetcher(), stages.archive(), stages.index(), stages.rules()),
                  shop,
                  Instant.parse("2026-11-20T12:00:00Z"),
                  "scheduled",
                  new ScrapeRuns.Run(1, 0, false),
                  1),
              Function.identity());
      List<Integer> waiting = waiting(pipeline);
      while (waiting.isEmpty()) {
        Thread.sleep(20);
        waiting = waiting(pipeline);
      }
      Thread closes = Thread.ofPlatform().start(feed::close);
      Thread.sleep(300);
      unlock(other);
      closes.join();

      assertThat(backends(pipeline)).containsAll(waiting);
    }
  }

  private static void unlock(Connection other) throws SQLException {
    other.rollback();
    other.setAutoCommit(true);
  }

  private static List<Integer> waiting(Pipeline pipeline) {
    return pids(pipeline, "and wait_event_type = 'Lock'");
  }

  private static List<Integer> backends(Pipeline pipeline) {
    return pids(pipeline, "");
  }

  private static List<Integer> pids(Pipeline pipeline, String which) {
    return pipeline
        .database()
        .sql("select pid from pg_stat_activity where datname = current_database() " + which)
        .query((row, index) -> row.getInt("pid"))
        .list();
  }
}
