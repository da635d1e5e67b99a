package com.skatestock.batch.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a shop gave with a page to ask later whether it changed (RFC 9110, section 8.8).
 *
 * @param etag the ETag header, as sent
 * @param lastModified the Last-Modified header, as sent
 */
public record Validators(Optional<String> etag, Optional<String> lastModified) {
  /** For a page that was never fetched: it is asked for unconditionally. */
  public static final Validators NONE = new Validators(Optional.empty(), Optional.empty());

  static Validators of(Map<String, List<String>> headers) {
    return new Validators(first(headers, "etag"), first(headers, "last-modified"));
  }

  /** These, with what is missing taken from {@code older}: a 304 need not repeat everything. */
  Validators or(Validators older) {
    return new Validators(etag.or(older::etag), lastModified.or(older::lastModified));
  }

  boolean isEmpty() {
    return etag.isEmpty() && lastModified.isEmpty();
  }

  private static Optional<String> first(Map<String, List<String>> headers, String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }
}
