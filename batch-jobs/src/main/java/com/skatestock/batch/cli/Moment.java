package com.skatestock.batch.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.TypeConversionException;

/** Times and days as people give them to a command. */
final class Moment {
  private Moment() {}

  /** A time with its offset from UTC, or a day, which stands for its midnight UTC. */
  static Instant time(String text) {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noTime) {
      throw new TypeConversionException(
          "'" + text + "' is no time such as 2026-11-20T10:30:00Z, and no day such as 2026-11-20");
    }
  }

  /** A day of the calendar. */
  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException noDay) {
      throw new TypeConversionException("'" + text + "' is no day such as 2026-11-20");
    }
  }
}
