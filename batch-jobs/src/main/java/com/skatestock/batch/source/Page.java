package com.skatestock.batch.source;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One captured response. It is archived before it is parsed; its capture time is the observation
 * time of all it shows.
 *
 * @param shop the shop's id
 * @param uri what was asked for
 * @param capturedAt when the answer was complete, UTC, in whole microseconds
 * @param recordId the WARC-Record-ID, {@code urn:uuid:…}
 * @param status HTTP status
 * @param headers the response's header fields, names in lower case; after redirects also {@link
 *     PoliteFetcher#REDIRECTED_TO}
 * @param body the decoded body; it also knows the gzip stream that it travelled as
 */
public record Page(
    String shop,
    URI uri,
    Instant capturedAt,
    String recordId,
    int status,
    Map<String, List<String>> headers,
    Body body) {

  /** The Content-Type header, as sent. */
  public Optional<String> contentType() {
    return headers.getOrDefault("content-type", List.of()).stream().findFirst();
  }
}
