package com.skatestock.batch.faults;

import com.skatestock.batch.archive.FileSystemPageArchive;
import com.skatestock.batch.archive.PageLocation;
import com.skatestock.batch.archive.PageUnreadable;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Judges what a pipeline holds when nothing runs any more: against the invariants, against the
 * topic that it was loaded from, against the archive, and against a pipeline that was left alone.
 */
final class Oracle {
  private static final Duration LEASE_PATIENCE = Duration.ofSeconds(2);

  private final JdbcClient database;
  private final Path archive;
  private final Topic topic;
  private final Instant firstDay;
  private final Instant since;

  /**
   * What it found.
   *
   * @param problems empty if all is as it must be
   * @param lost lines that should be there and are not
   * @param doubled lines that should not be there
   * @param repeated events that the topic has more than once, under one id; allowed
   */
  record Verdict(List<String> problems, int lost, int doubled, int repeated) {}

  /**
   * @param firstDay products that were seen until then are known, whatever the topic says
   * @param since facts after this time are in the topic
   */
  Oracle(JdbcClient database, Path archive, Topic topic, Instant firstDay, Instant since) {
    this.database = database;
    this.archive = archive;
    this.topic = topic;
    this.firstDay = firstDay;
    this.since = since;
  }

  /**
   * @param leftAlone what the undisturbed pipeline holds
   * @param incomparable kinds of contents that need not be equal, because the disturbance is seen
   *     in them and belongs there
   */
  Verdict judge(Contents leftAlone, Set<String> incomparable) throws InterruptedException {
    awaitLeases();
    List<String> problems = new ArrayList<>(Invariants.broken(database));
    problems.addAll(positionsOff());
    problems.addAll(pagesUnreadable());
    int lost = 0;
    int doubled = 0;
    Map<String, List<String>> found = Contents.of(database).lines();
    for (Map.Entry<String, List<String>> kind : leftAlone.lines().entrySet()) {
      Difference difference =
          Difference.between(
              kind.getValue(), Objects.requireNonNullElse(found.get(kind.getKey()), List.of()));
      if (!difference.isNone() && !incomparable.contains(kind.getKey())) {
        problems.add("%s, against left alone: %s".formatted(kind.getKey(), difference.text()));
        lost += difference.missing().size();
        doubled += difference.surplus().size();
      }
    }
    ToldFacts told = ToldFacts.of(topic.records(), knownFromTheFirstDay());
    List<String> stored = new ArrayList<>(ToldFacts.stored(database, since));
    stored.removeIf(line -> told.unowed().contains(line));
    Difference facts = Difference.between(told.facts(), stored);
    if (!facts.isNone()) {
      problems.add("facts, against the topic: " + facts.text());
      lost += facts.missing().size();
      doubled += facts.surplus().size();
    }
    if (told.contradictions() > 0) {
      problems.add(told.contradictions() + " events with the id of another");
    }
    return new Verdict(problems, lost, doubled, told.repeated());
  }

  private List<String> knownFromTheFirstDay() {
    return database
        .sql(
            """
            select concat_ws('|', shops.code, external_id)
            from products
            join shops on shops.id = shop_id
            where first_seen_at <= :first_day
            """)
        .param("first_day", Timestamp.from(firstDay))
        .query((row, index) -> row.getString(1))
        .list();
  }

  /** A lease that could not be given back runs out by itself. */
  private void awaitLeases() throws InterruptedException {
    long deadline = System.nanoTime() + LEASE_PATIENCE.toNanos();
    while (System.nanoTime() < deadline
        && database
            .sql("select exists (select from leases where expires_at > clock_timestamp())")
            .query(Boolean.class)
            .single()) {
      Thread.sleep(50);
    }
  }

  private List<String> positionsOff() throws InterruptedException {
    Map<Integer, Long> positions = new LinkedHashMap<>();
    database
        .sql(
            "select partition, next_offset from kafka_consumer_offsets where topic ="
                + " 'product-events'")
        .query(
            row -> {
              positions.put(row.getInt(1), row.getLong(2));
            });
    Map<Integer, Long> ends = topic.ends();
    return positions.equals(ends)
        ? List.of()
        : List.of("positions " + positions + " instead of " + ends);
  }

  private List<String> pagesUnreadable() {
    FileSystemPageArchive pages = new FileSystemPageArchive(archive, Clock.systemUTC());
    return database
        .sql("select object, \"offset\", length, record_id from pages")
        .query(
            (row, index) -> {
              PageLocation location =
                  new PageLocation(row.getString(1), row.getLong(2), row.getInt(3));
              try {
                boolean same = pages.read(location).recordId().endsWith(row.getString(4));
                return same ? "" : "another page at " + location;
              } catch (PageUnreadable e) {
                return String.valueOf(e.getMessage());
              }
            })
        .list()
        .stream()
        .map(Objects::requireNonNull)
        .filter(problem -> !problem.isEmpty())
        .toList();
  }
}
