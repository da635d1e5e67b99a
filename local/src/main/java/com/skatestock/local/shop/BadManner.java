package com.skatestock.local.shop;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * The ways in which a shop's server can misbehave; {@link #name()} is what the control calls it.
 */
public sealed interface BadManner {
  /** How {@link TooManyRequests} words its Retry-After header. */
  enum RetryAfter {
    SECONDS,
    DATE,
    NONE
  }

  /** What {@link Malformed} does to a body that is delivered in full length. */
  enum Damage {
    BROKEN_JSON,
    TRUNCATED,
    INVALID_UTF8
  }

  /** Headers come late, or the body dribbles in twenty pieces with a wait before each. */
  record Slow(Duration beforeHeaders, Duration betweenPieces) implements BadManner {}

  /** The connection is closed after that part of the body: mid-length, or mid-chunk. */
  record CutOff(boolean chunked, int percent) implements BadManner {
    public CutOff {
      if (percent < 0 || percent > 99) {
        throw new IllegalArgumentException("percent must be 0 to 99, not " + percent);
      }
    }
  }

  /**
   * Content-Length is wrong by so many bytes. Less than the body: the rest runs into the next
   * answer of the connection. More: the connection is closed when the body has been sent.
   */
  record WrongLength(int by) implements BadManner {}

  /** A page for people, with status 200, where data was asked for. */
  record HtmlInsteadOfJson() implements BadManner {}

  /** Status 429; the date form counts from the real time of day, not the simulated one. */
  record TooManyRequests(RetryAfter form, Duration after) implements BadManner {}

  /** Status 500, 502, 503 or another of that hundred. */
  record ServerError(int status) implements BadManner {
    public ServerError {
      if (status < 500 || status > 599) {
        throw new IllegalArgumentException("status must be 500 to 599, not " + status);
      }
    }
  }

  /** A complete answer whose body makes no sense. */
  record Malformed(Damage damage) implements BadManner {}

  /** A listing page without products, though the shop has some. */
  record EmptyPage() implements BadManner {}

  /** A page number past the end is answered with the last page's products. */
  record EndlessPagination() implements BadManner {}

  /** A redirect to a page that redirects to another that redirects back. */
  record RedirectLoop() implements BadManner {}

  /** A body of so many megabytes, or without end. */
  record HugeBody(OptionalInt megabytes) implements BadManner {}

  /** Such as {@code htmlInsteadOfJson}. */
  default String name() {
    String type = getClass().getSimpleName();
    return Character.toLowerCase(type.charAt(0)) + type.substring(1);
  }
}
