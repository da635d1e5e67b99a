package com.skatestock.batch.source;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How asking for a page ended. Only {@link Failed} is worth asking again, and only later. */
public sealed interface FetchOutcome {

  /**
   * A whole answer.
   *
   * @param validators to ask with the next time
   */
  record Fetched(Page page, Validators validators) implements FetchOutcome {}

  /**
   * The page is what it was (304).
   *
   * @param uri what was asked for
   * @param capturedAt when the answer arrived, UTC
   * @param recordId for the revisit record, {@code urn:uuid:…}
   * @param headers of the answer, names in lower case
   * @param validators to ask with the next time
   */
  record NotModified(
      URI uri,
      Instant capturedAt,
      String recordId,
      Map<String, List<String>> headers,
      Validators validators)
      implements FetchOutcome {}

  /**
   * The page is not to be had, by the shop's will or by our rules. Asking again gives the same.
   *
   * @param status the HTTP status that says so; 0 if none does
   */
  record Refused(URI uri, Refusal reason, int status, String message) implements FetchOutcome {
    /** True if the shop says that there is no such page. */
    public boolean isGone() {
      return status == 404 || status == 410;
    }
  }

  /**
   * The page was not had in all attempts.
   *
   * @param attempts how often it was asked for
   * @param lastStatus the last HTTP status seen; 0 if there was none
   */
  record Failed(URI uri, Failure reason, int attempts, int lastStatus, String message)
      implements FetchOutcome {}

  /** Why a page is not to be had. */
  enum Refusal {
    /** robots.txt forbids the page. */
    DISALLOWED_BY_ROBOTS,
    /** The host is on a private network, and the shop's manners do not allow that. */
    PRIVATE_ADDRESS,
    /** Neither http nor https, with credentials, without host, or on a port not the shop's. */
    ADDRESS_NOT_ALLOWED,
    /** The address is not on the shop's site. */
    OFF_SITE,
    /** A redirect leads away from the shop's site. */
    REDIRECT_OFF_SITE,
    /** More redirects than the settings allow. */
    TOO_MANY_REDIRECTS,
    /** A redirect leads back to where it came from. */
    REDIRECT_LOOP,
    /** The body, packed or unpacked, is longer than the shop's manners allow. */
    BODY_TOO_LARGE,
    /** The body is packed in a way that was not asked for. */
    UNKNOWN_ENCODING,
    /** The shop answered with a status that says no: a 4xx, or a 3xx that leads nowhere. */
    HTTP_STATUS
  }

  /** Why a page was not had. */
  enum Failure {
    /**
     * robots.txt could not be read, so everything counts as forbidden for now: nothing was asked.
     */
    ROBOTS_UNREACHABLE,
    /** No connection. */
    UNREACHABLE,
    /** The answer took longer than the shop's manners allow, or nothing came for too long. */
    TIMEOUT,
    /** The answer ended early, or its length is not the one it announced. */
    CUT_OFF,
    /** The answer is not HTTP. */
    MALFORMED,
    /** The shop answered with a 5xx or another status that may pass. */
    HTTP_STATUS,
    /** The shop asked us to slow down, in every attempt. */
    THROTTLED,
    /** The shop asked us to come back later than we are willing to wait. */
    RETRY_AFTER_TOO_LONG,
    /** The host failed so often that it is left alone for a while. */
    CIRCUIT_OPEN,
    /** The workers cannot agree on a budget (no Redis), and this one does not hold the lease. */
    NO_LEASE,
    /** The thread was told to stop. */
    INTERRUPTED
  }
}
