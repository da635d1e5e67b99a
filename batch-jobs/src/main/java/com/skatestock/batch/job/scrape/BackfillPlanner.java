package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.PageLocation;
import com.skatestock.batch.database.QueryFile;
import com.skatestock.batch.job.scrape.BackfillPlan.PlannedPage;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Says what a backfill of archived pages would do, and is asked again by the run that does it: a
 * dry run lists exactly what would run. Reads the index {@code pages}; of each day only that day's
 * rows.
 */
public final class BackfillPlanner {
  private static final String PAGES = QueryFile.text("scrape/pages-to-read-again.sql");

  private final JdbcClient database;
  private final int parserVersion;

  /**
   * @param parserVersion of today's reading rules
   */
  public BackfillPlanner(JdbcClient database, int parserVersion) {
    this.database = database;
    this.parserVersion = parserVersion;
  }

  /** The days (UTC) in a range, both included, on which pages of the shop were captured. */
  public List<LocalDate> days(String shop, LocalDate from, LocalDate to) {
    return from.datesUntil(to.plusDays(1)).filter(day -> isCaptured(shop, day)).toList();
  }

  private boolean isCaptured(String shop, LocalDate day) {
    return database
        .sql(
            """
            select exists (
              select
              from pages
              where shop_id = (select id from shops where code = :shop)
                and captured_at >= :from
                and captured_at < :to)
            """)
        .param("shop", shop)
        .param("from", begin(day))
        .param("to", begin(day.plusDays(1)))
        .query(Boolean.class)
        .single();
  }

  /** What is to be read again of one day; empty if nothing is. */
  public Optional<BackfillPlan> plan(String shop, LocalDate day, ReadAgain only) {
    List<PlannedPage> pages =
        database
            .sql(PAGES)
            .param("shop", shop)
            .param("from", begin(day))
            .param("to", begin(day.plusDays(1)))
            .param("only", only.word())
            .param("parser_version", parserVersion)
            .query(
                (row, index) ->
                    new PlannedPage(
                        "urn:uuid:" + row.getString("record_id"),
                        row.getString("uri"),
                        row.getTimestamp("captured_at").toInstant(),
                        new PageLocation(
                            row.getString("object"), row.getLong("offset"), row.getInt("length"))))
            .list();
    return pages.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BackfillPlan(
                shop, day, only, parserVersion, completedBefore(shop, day, only), pages));
  }

  private int completedBefore(String shop, LocalDate day, ReadAgain only) {
    return database
        .sql(
            """
            select count(*)
            from scrape_runs
            where shop_id = (select id from shops where code = :shop)
              and slot = :slot
              and scope like :scope
              and status = 'COMPLETED'
            """)
        .param("shop", shop)
        .param("slot", begin(day))
        .param("scope", "backfill/v%d/%s/%%".formatted(parserVersion, only.word()))
        .query(Integer.class)
        .single();
  }

  private static Timestamp begin(LocalDate day) {
    return Timestamp.from(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
