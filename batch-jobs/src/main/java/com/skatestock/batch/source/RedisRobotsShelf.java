package com.skatestock.batch.source;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * robots.txt files in Redis, a string each that expires by itself: a scrape in a process of its own
 * need not ask for a file that another read an hour ago. Without Redis nothing is found and nothing
 * kept.
 */
public final class RedisRobotsShelf implements RobotsShelf {
  static final String PREFIX = "skatestock:robots:";

  private static final Logger LOG = LoggerFactory.getLogger(RedisRobotsShelf.class);

  /** First character of a kept file, and the whole of what stands for none. */
  private static final String FILE = "=";

  private static final String NO_FILE = "-";

  private final StringRedisTemplate redis;

  public RedisRobotsShelf(StringRedisTemplate redis) {
    this.redis = redis;
  }

  @Override
  public Optional<Kept> find(Host host) {
    try {
      String kept = redis.opsForValue().get(PREFIX + host);
      Long millis = redis.getExpire(PREFIX + host, TimeUnit.MILLISECONDS);
      if (kept == null || millis == null || millis <= 0) {
        return Optional.empty();
      }
      Optional<Body> text =
          kept.startsWith(FILE)
              ? Optional.of(Body.of(kept.substring(1).getBytes(StandardCharsets.ISO_8859_1)))
              : Optional.empty();
      return Optional.of(new Kept(text, Duration.ofMillis(millis)));
    } catch (DataAccessException e) {
      LOG.debug("robots.txt of {} not looked up: {}", host, e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void keep(Host host, Kept robots) {
    // ISO 8859-1 has a character for each byte, so what comes back is what went in.
    String text =
        robots
            .text()
            .map(body -> FILE + new String(body.bytes(), StandardCharsets.ISO_8859_1))
            .orElse(NO_FILE);
    try {
      redis.opsForValue().set(PREFIX + host, text, robots.left());
    } catch (DataAccessException e) {
      LOG.debug("robots.txt of {} not kept: {}", host, e.getMessage());
    }
  }
}
