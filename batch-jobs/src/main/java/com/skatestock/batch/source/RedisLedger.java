package com.skatestock.batch.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * The budgets of all hosts in Redis, a hash each, {@value #PREFIX} and the host its key. Every call
 * is one run of {@code host-budget.lua}: atomic, and by Redis' own clock.
 *
 * <p>Every method throws {@link org.springframework.dao.DataAccessException} if Redis is away.
 */
final class RedisLedger {
  static final String PREFIX = "skatestock:host-budget:";

  @SuppressWarnings("rawtypes") // Spring Data's own way to say that a script answers a list
  private static final RedisScript<List> SCRIPT =
      new DefaultRedisScript<>(text("host-budget.lua"), List.class);

  /** A host that nobody asked for so long is forgotten, and begins with one full delay again. */
  private static final Duration KEPT = Duration.ofDays(2);

  /** The window of a start to which no delay is due. */
  static final Duration NEVER_LATE = Duration.ofDays(1);

  /** By then every worker has noticed that Redis is back. */
  private static final Duration NOTICE = Duration.ofSeconds(2);

  private final StringRedisTemplate redis;
  private final BudgetSettings settings;

  /** Hosts for which a good answer changes nothing, as far as this process knows. */
  private final Set<Host> sound = ConcurrentHashMap.newKeySet();

  RedisLedger(StringRedisTemplate redis, BudgetSettings settings) {
    this.redis = redis;
    this.settings = settings;
  }

  private static String text(String name) {
    try (InputStream in = RedisLedger.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the application");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Asks for a start.
   *
   * @param afterOutage Redis was away from this process since it last asked: somebody else may have
   *     started without it, and may not have noticed yet that it is back
   */
  Turn ask(HostBudget.Visit visit, boolean afterOutage) {
    List<Long> answer =
        run(
            visit.host(),
            "ask",
            visit.delay().toMillis(),
            visit.window().toMillis(),
            afterOutage ? 1 : 0,
            NOTICE.toMillis(),
            settings.trial().toMillis(),
            visit.ticket());
    Duration wait = Duration.ofMillis(answer.get(1));
    return switch (answer.getFirst().intValue()) {
      case 0 -> {
        if (answer.get(4) == 1) {
          sound.add(visit.host());
        } else {
          sound.remove(visit.host());
        }
        yield new Turn.Now(visit.delay().isZero() ? NEVER_LATE : visit.window(), ticket(answer));
      }
      case 1 -> new Turn.Later(wait, Turn.Reason.DELAY, ticket(answer));
      case 2 -> new Turn.Later(wait, Turn.Reason.PAUSE, HostBudget.NO_TICKET);
      case 3 -> new Turn.Later(wait, Turn.Reason.CIRCUIT_OPEN, HostBudget.NO_TICKET);
      default -> throw new IllegalStateException("host-budget.lua answered " + answer);
    };
  }

  private static String ticket(List<Long> answer) {
    return answer.get(2) + "/" + answer.get(3);
  }

  /** Whether the request may start all the same. */
  boolean late(HostBudget.Visit visit) {
    return run(
                visit.host(),
                "late",
                visit.delay().toMillis(),
                visit.window().toMillis(),
                visit.ticket())
            .getFirst()
        == 1;
  }

  /**
   * The host answered well. Redis is told unless it said, with the latest turn, that nothing is
   * wrong with the host.
   */
  void answered(Host host) {
    if (!isSound(host)) {
      run(host, "answered");
    }
  }

  /** Whether nothing was wrong with the host when it was asked for last. */
  boolean isSound(Host host) {
    return sound.contains(host);
  }

  void throttled(Host host, Duration pause) {
    Duration longest = settings.longestPause();
    Duration counted = pause.compareTo(longest) > 0 ? longest : pause;
    run(host, "throttled", counted.toMillis(), settings.slowest());
    sound.remove(host);
  }

  /** How long the host is left alone from now on; empty if it is not. */
  Optional<Duration> failed(Host host) {
    List<Long> answer =
        run(
            host,
            "failed",
            settings.failuresToOpen(),
            settings.rest().toMillis(),
            settings.longestRest().toMillis());
    sound.remove(host);
    return answer.getFirst() == 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(answer.get(1)));
  }

  @SuppressWarnings("unchecked") // the script answers whole numbers
  private List<Long> run(Host host, String deed, Object... arguments) {
    Object[] texts = new Object[arguments.length + 2];
    texts[0] = deed;
    texts[1] = Long.toString(KEPT.toMillis());
    for (int i = 0; i < arguments.length; i++) {
      texts[i + 2] = arguments[i].toString();
    }
    return (List<Long>) redis.execute(SCRIPT, List.of(PREFIX + host), texts);
  }
}
