package com.skatestock.batch.cli;

import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.job.Timeline.Entry;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs as rows of characters, a column for each span of time: a slot, or several where a line would
 * be too long. A column with several runs shows the one that most needs a look.
 */
final class TimelineChart {
  private static final int MOST_COLUMNS = 96;
  private static final int LABEL_EVERY = 8;

  /** From what needs a look to what does not. */
  private static final String MARKS = "x?.sa>#";

  private static final String LEGEND =
      "# completed  x failed  ? unknown  . missed  s stopped  a given up  > runs  (blank) nothing";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

  private final Instant begin;
  private final Duration column;
  private final int columns;

  /**
   * @param slot the length of a scrape's slot
   */
  TimelineChart(Instant from, Instant to, Duration slot) {
    begin = ScheduledJob.slot(from, slot);
    long slots = Math.ceilDiv(Duration.between(begin, to).toSeconds(), slot.toSeconds());
    long perColumn = Math.ceilDiv(slots, MOST_COLUMNS);
    column = slot.multipliedBy(perColumn);
    columns = Math.toIntExact(Math.ceilDiv(slots, perColumn));
  }

  void print(List<Entry> entries, PrintWriter out) {
    Map<String, char[]> rows = new TreeMap<>();
    for (Entry entry : entries) {
      char[] row = rows.computeIfAbsent(entry.subject(), subject -> blank());
      int place =
          Math.toIntExact(Duration.between(begin, entry.at()).toSeconds() / column.toSeconds());
      row[place] = worse(row[place], mark(entry.state()));
    }
    int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    out.printf(
        "from %s, a column is %s%n",
        begin, column.toString().substring(2).toLowerCase(Locale.ROOT));
    out.println((" ".repeat(width) + "  " + axis()).stripTrailing());
    rows.forEach(
        (subject, row) ->
            out.println(
                subject + " ".repeat(width - subject.length()) + " |" + new String(row) + "|"));
    out.println(LEGEND);
    out.flush();
  }

  private char[] blank() {
    char[] row = new char[columns];
    Arrays.fill(row, ' ');
    return row;
  }

  private String axis() {
    StringBuilder axis = new StringBuilder();
    for (int place = 0; place < columns; place += LABEL_EVERY) {
      axis.append("%-8s".formatted(TIME.format(begin.plus(column.multipliedBy(place)))));
    }
    return axis.toString();
  }

  private static char mark(String state) {
    return switch (state) {
      case "COMPLETED" -> '#';
      case "FAILED" -> 'x';
      case "STOPPED" -> 's';
      case "ABANDONED" -> 'a';
      case "MISSED" -> '.';
      case "UNKNOWN" -> '?';
      default -> '>';
    };
  }

  private static char worse(char one, char other) {
    return one == ' ' || MARKS.indexOf(other) < MARKS.indexOf(one) ? other : one;
  }
}
