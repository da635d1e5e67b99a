package com.skatestock.batch.archive;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * The names of archive objects: {@code <shop>/<yyyy>/<MM>/<dd>/<slot>-<uuid>.warc.gz}, days in UTC.
 */
final class ObjectNames {
  static final String SUFFIX = ".warc.gz";

  private static final DateTimeFormatter SLOT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

  private ObjectNames() {}

  /** A new name; never given twice, so that no attempt touches another's object. */
  static String next(ChunkAttempt attempt) {
    return "%s/%s/%s-%s%s"
        .formatted(
            attempt.shop(),
            DAY.format(attempt.slot()),
            SLOT.format(attempt.slot()),
            UUID.randomUUID(),
            SUFFIX);
  }

  /** The folder of a shop's objects of one day, without a slash at its end. */
  static String folder(String shop, LocalDate day) {
    return shop + "/" + DAY.format(day);
  }

  /** The day of a folder {@code yyyy/MM/dd} below a shop's. */
  static LocalDate day(String folder) {
    return LocalDate.parse(folder, DAY);
  }

  /**
   * The shop's id, if it can be one.
   *
   * @throws IllegalArgumentException if it could name more, or something else, than one shop's
   *     objects
   */
  static String checkedShop(String shop) {
    if (shop.isEmpty() || shop.contains("/") || shop.contains("\\") || shop.startsWith(".")) {
      throw new IllegalArgumentException("not a shop's id: '" + shop + "'");
    }
    return shop;
  }

  /** The shop of an object. */
  static String shop(String object) {
    return object.substring(0, object.indexOf('/'));
  }
}
