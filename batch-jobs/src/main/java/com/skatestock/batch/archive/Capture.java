package com.skatestock.batch.archive;

import com.skatestock.batch.source.Page;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a chunk hands to the archive: a page, or the shop's word that a page is still the same. */
public sealed interface Capture {

  /** An answer with a body; becomes a {@code response} record. */
  record Fresh(Page page) implements Capture {}

  /**
   * A 304: the page is what it was at {@code original}; becomes a {@code revisit} record. Reading
   * it gives the original's status, headers and body with this capture's time and record id.
   *
   * @param shop the shop's id
   * @param uri what was asked for
   * @param capturedAt when the 304 arrived, UTC
   * @param recordId the WARC-Record-ID of this revisit, {@code urn:uuid:…}
   * @param headers of the 304, names in lower case
   * @param original where the page lies that is still valid: a {@code response}, not a revisit
   * @param originalRecordId that page's WARC-Record-ID
   * @param originalCapturedAt that page's capture time
   */
  record Unchanged(
      String shop,
      URI uri,
      Instant capturedAt,
      String recordId,
      Map<String, List<String>> headers,
      PageLocation original,
      String originalRecordId,
      Instant originalCapturedAt)
      implements Capture {}
}
