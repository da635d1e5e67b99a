package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.PageLocation;
import com.skatestock.batch.job.JobIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The pages of one shop and day that a backfill reads again: one run, with its own identity and
 * position.
 *
 * @param day of capture, UTC
 * @param number how many runs of this kind were completed for that shop and day before
 * @param pages in the order of their capture; never empty
 */
public record BackfillPlan(
    String shop,
    LocalDate day,
    ReadAgain only,
    int parserVersion,
    int number,
    List<PlannedPage> pages) {

  /** A page to be read again. */
  public record PlannedPage(
      String recordId, String uri, Instant capturedAt, PageLocation location) {}

  public BackfillPlan {
    pages = List.copyOf(pages);
  }

  /**
   * The run of this plan. What is missing or failed shrinks while it is read, so such runs are
   * numbered, and one that broke off is gone on with under its number. A run over all pages names
   * what it reads: the same pages are read once.
   *
   * @param again empty, or what makes this run another one than all before
   */
  public JobIdentity identity(Optional<String> again) {
    return new JobIdentity(
        BackfillJob.NAME,
        Optional.of(shop),
        day.atStartOfDay(ZoneOffset.UTC).toInstant(),
        "backfill/v%d/%s/%s%s"
            .formatted(
                parserVersion,
                only.word(),
                only == ReadAgain.ALL ? digest() : Integer.toString(number),
                again.map(text -> "/" + text).orElse("")));
  }

  /** Of the pages' record ids, in order. */
  String digest() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (PlannedPage page : pages) {
        sha256.update(page.recordId().getBytes(StandardCharsets.US_ASCII));
      }
      return HexFormat.of().formatHex(sha256.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /**
   * What is left for a run that stopped at {@code position}. If the plan is no longer the one that
   * the run was begun with, pages that were read have left it, and all that stands in it is left.
   */
  List<PlannedPage> left(String scope, int position) {
    boolean same = only == ReadAgain.ALL && scope.contains("/" + digest());
    return same ? pages.subList(Math.min(position, pages.size()), pages.size()) : pages;
  }
}
