package com.skatestock.batch.source;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How the fetcher presents itself and how patient it is. What differs from shop to shop is in
 * {@code Manners}.
 *
 * @param agent the product token that robots.txt knows us by: letters, dashes and underscores
 * @param version follows the token in the User-Agent
 * @param contact a page that says who we are and how to reach us
 * @param connectTimeout longest wait for a connection
 * @param idleTimeout longest wait for the next byte of an answer
 * @param backoff upper bound of the wait before the second attempt; doubles with each further one
 * @param maxBackoff the bound never exceeds this
 * @param maxRetryAfter longest wait for a host that wants to be left alone (Retry-After, failures
 *     in a row): beyond it the page fails, and nothing is asked meanwhile
 * @param maxCrawlDelay a Crawl-delay beyond this counts as this
 * @param robotsExpiry how long a robots.txt counts
 * @param robotsRetry how long an unreachable robots.txt forbids everything before it is tried again
 * @param maxRedirects how many redirects are followed
 */
public record FetchSettings(
    String agent,
    String version,
    URI contact,
    Duration connectTimeout,
    Duration idleTimeout,
    Duration backoff,
    Duration maxBackoff,
    Duration maxRetryAfter,
    Duration maxCrawlDelay,
    Duration robotsExpiry,
    Duration robotsRetry,
    int maxRedirects) {

  public FetchSettings {
    List<String> problems = new ArrayList<>();
    if (!agent.matches("[A-Za-z_-]+")) {
      problems.add("agent must be letters, dashes and underscores (RFC 9309), is '" + agent + "'");
    }
    if (contact.getHost() == null) {
      problems.add("contact must be the URL of a page about the crawler, is '" + contact + "'");
    }
    if (maxRedirects < 0) {
      problems.add("max-redirects must not be negative, is " + maxRedirects);
    }
    positive(problems, "connect-timeout", connectTimeout);
    positive(problems, "idle-timeout", idleTimeout);
    positive(problems, "backoff", backoff);
    positive(problems, "max-backoff", maxBackoff);
    positive(problems, "robots-expiry", robotsExpiry);
    positive(problems, "robots-retry", robotsRetry);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("fetch settings: " + String.join("; ", problems));
    }
  }

  private static void positive(List<String> problems, String name, Duration value) {
    if (!value.isPositive()) {
      problems.add(name + " must be positive, is " + value);
    }
  }

  /** The usual patience under this name. */
  public static FetchSettings of(String agent, String version, URI contact) {
    return new FetchSettings(
        agent,
        version,
        contact,
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofSeconds(30),
        Duration.ofHours(24),
        Duration.ofMinutes(5),
        5);
  }

  /** The User-Agent header: {@code SkateStockBot/1.0 (+https://…)}. */
  String userAgent() {
    return agent + "/" + version + " (+" + contact + ")";
  }
}
