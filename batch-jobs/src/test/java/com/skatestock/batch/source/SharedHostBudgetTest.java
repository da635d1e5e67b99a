package com.skatestock.batch.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.source.HostBudget.Visit;
import com.skatestock.batch.source.Turn.Reason;
import com.skatestock.local.LocalServer;
import com.skatestock.local.LocalStack;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The budget in a real Redis, whose clock cannot be set: short times, and exact where it can be.
 */
class SharedHostBudgetTest {
  private static final Duration DELAY = Duration.ofSeconds(2);
  private static final Duration WINDOW = Duration.ofMillis(50);

  /** Between two commands on a busy machine. */
  private static final Duration SLOW = Duration.ofMillis(150);

  private static final Duration MOMENT = Duration.ofMillis(400);
  private static final BudgetSettings SHORT =
      new BudgetSettings(
          16, Duration.ofDays(1), 3, MOMENT, Duration.ofMillis(600), Duration.ofSeconds(5));

  private static RedisConnections one;
  private static RedisConnections other;

  private final Host host = Host.of(URI.create("https://" + UUID.randomUUID() + ".example/"));

  @BeforeAll
  static void connect() {
    String redis = LocalStack.shared(LocalServer.REDIS).redisUri();
    one = new RedisConnections(redis);
    other = new RedisConnections(redis);
  }

  @AfterAll
  static void disconnect() {
    one.close();
    other.close();
  }

  private static HostBudget budget(RedisConnections connections, ShopLease leases) {
    return new SharedHostBudget(connections.template(), SHORT, leases, Clock.systemUTC());
  }

  private HostBudget here;
  private HostBudget there;

  @BeforeEach
  void twoWorkers() {
    here = budget(one, shop -> false);
    there = budget(other, shop -> false);
  }

  private Turn ask(HostBudget budget, Duration delay) {
    return ask(budget, delay, "");
  }

  private Turn ask(HostBudget budget, Duration delay, String ticket) {
    return budget.ask(new Visit(host, "labor", delay, WINDOW, ticket));
  }

  private Object kept(String field) {
    return one.template().opsForHash().get(RedisLedger.PREFIX + host, field);
  }

  private static Duration waitFor(Turn turn, Reason reason) {
    assertThat(turn)
        .isInstanceOfSatisfying(
            Turn.Later.class, later -> assertThat(later.reason()).isEqualTo(reason));
    return ((Turn.Later) turn).after();
  }

  private static String ticket(Turn turn) {
    return ((Turn.Later) turn).ticket();
  }

  @Test
  void anEmptyRedisBeginsWithOneFullDelayAndTurnsGoInTheOrderOfAsking()
      throws InterruptedException {
    Duration delay = Duration.ofMillis(200);
    Duration wide = Duration.ofMillis(400);
    Duration gap = delay.plus(wide).plus(wide);
    Visit visit = new Visit(host, "labor", delay, wide, "");
    Turn first = here.ask(visit);
    Turn second = there.ask(visit);
    assertThat(waitFor(first, Reason.DELAY)).isEqualTo(gap);
    assertThat(waitFor(second, Reason.DELAY))
        .isBetween(gap.multipliedBy(2).minus(SLOW), gap.multipliedBy(2));

    // too early, and without a turn
    assertThat(waitFor(there.ask(visit.with(ticket(second))), Reason.DELAY)).isPositive();
    Turn third = there.ask(visit);
    assertThat(waitFor(third, Reason.DELAY)).isGreaterThan(gap.multipliedBy(2));

    Thread.sleep(((Turn.Later) first).after());
    assertThat(here.ask(visit.with(ticket(first)))).isInstanceOf(Turn.Now.class);
    Thread.sleep(waitFor(there.ask(visit.with(ticket(second))), Reason.DELAY));
    // its turn has come; who is late has lost it, since somebody comes after
    Thread.sleep(wide.plusMillis(5));
    assertThat(waitFor(here.ask(visit.with(ticket(second))), Reason.DELAY)).isGreaterThan(gap);
  }

  @Test
  void whoIsLateStartsAllTheSameIfNobodyComesAfter() throws InterruptedException {
    Duration delay = Duration.ofMillis(20);
    Turn turn = ask(here, delay);
    Thread.sleep(400);
    assertThat(ask(here, delay, ticket(turn))).isInstanceOf(Turn.Now.class);
    assertThat(waitFor(ask(there, delay), Reason.DELAY)).isPositive();
  }

  @Test
  void whoIsLateAfterItsTurnMovesAllTurnsThatWereKept() throws InterruptedException {
    Duration delay = Duration.ofMillis(500);
    Duration gap = delay.plus(WINDOW).plus(WINDOW);
    Turn.Now turn = start(here, delay);
    Turn next = ask(there, delay);
    Thread.sleep(200);
    assertThat(here.late(new Visit(host, "labor", delay, WINDOW, turn.ticket()))).isTrue();
    assertThat(waitFor(ask(there, delay, ticket(next)), Reason.DELAY))
        .isBetween(Duration.ofMillis(401), gap);
  }

  @Test
  void whereNoDelayIsDueOneTurnIsGoodForATenthOfASecond() throws InterruptedException {
    FakeTime time = frozen();
    HostBudget quick = new SharedHostBudget(one.template(), SHORT, shop -> false, time);
    assertThat(ask(quick, Duration.ZERO)).isInstanceOf(Turn.Now.class);
    Object first = kept("last");
    Thread.sleep(5);
    time.sleep(Duration.ofMillis(99));
    assertThat(ask(quick, Duration.ZERO)).isInstanceOf(Turn.Now.class);
    assertThat(kept("last")).isEqualTo(first);
    // of a shop with a delay each request takes its turn
    assertThat(waitFor(ask(quick, DELAY), Reason.DELAY)).isPositive();

    there.throttled(host, Duration.ofMinutes(1));
    assertThat(ask(quick, Duration.ZERO)).isInstanceOf(Turn.Now.class);
    time.sleep(Duration.ofMillis(1));
    assertThat(waitFor(ask(quick, Duration.ZERO), Reason.PAUSE)).isPositive();
  }

  @Test
  void whoIsToldToSlowDownHasNoTurnLeft() {
    HostBudget quick = new SharedHostBudget(one.template(), SHORT, shop -> false, frozen());
    assertThat(ask(quick, Duration.ZERO)).isInstanceOf(Turn.Now.class);
    quick.throttled(host, Duration.ofMinutes(1));
    assertThat(waitFor(ask(quick, Duration.ZERO), Reason.PAUSE)).isPositive();
  }

  @Test
  void whoFindsAHostBrokenHasNoTurnLeft() {
    HostBudget quick = new SharedHostBudget(one.template(), SHORT, shop -> false, frozen());
    assertThat(ask(quick, Duration.ZERO)).isInstanceOf(Turn.Now.class);
    for (int i = 0; i < SHORT.failuresToOpen(); i++) {
      quick.failed(host);
    }
    assertThat(waitFor(ask(quick, Duration.ZERO), Reason.CIRCUIT_OPEN)).isPositive();
  }

  private static FakeTime frozen() {
    return new FakeTime(Instant.parse("2026-11-20T12:00:00Z"));
  }

  @Test
  void whoIsLateMayNotStartIfAnotherHasStartedSince() throws InterruptedException {
    Duration delay = Duration.ofMillis(20);
    Turn.Now turn = start(here, delay);
    start(there, delay);
    assertThat(here.late(new Visit(host, "labor", delay, WINDOW, turn.ticket()))).isFalse();
  }

  private Turn.Now start(HostBudget budget, Duration delay) throws InterruptedException {
    Turn turn = ask(budget, delay);
    while (turn instanceof Turn.Later(Duration after, Reason reason, String ticket)) {
      Thread.sleep(after);
      turn = ask(budget, delay, ticket);
    }
    return (Turn.Now) turn;
  }

  @Test
  void turnsFromBeforeRedisWasEmptiedAreVoid() {
    Duration delay = Duration.ofSeconds(2);
    Duration gap = delay.plus(WINDOW).plus(WINDOW);
    Turn turn = ask(here, delay);
    one.template().delete(RedisLedger.PREFIX + host);
    assertThat(waitFor(ask(here, delay, ticket(turn)), Reason.DELAY)).isEqualTo(gap);
  }

  @Test
  void aRedisThatWasStartedAgainWaitsForWhoHasNotNoticed() {
    Duration gap = DELAY.plus(WINDOW).plus(WINDOW);
    ask(here, DELAY);
    one.template().opsForHash().put(RedisLedger.PREFIX + host, "run", "another");
    one.template().opsForHash().put(RedisLedger.PREFIX + host, "free", "0");
    one.template().opsForHash().put(RedisLedger.PREFIX + host, "hold", "0");
    one.template().opsForHash().put(RedisLedger.PREFIX + host, "last", "0");
    assertThat(waitFor(ask(there, DELAY), Reason.DELAY)).isEqualTo(gap.plusSeconds(2));
  }

  @Test
  void oneWorkersPauseHoldsBackAll() throws InterruptedException {
    here.throttled(host, Duration.ofMinutes(1));
    here.throttled(host, Duration.ofSeconds(1));
    assertThat(waitFor(ask(there, Duration.ZERO), Reason.PAUSE))
        .isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
    assertThat(kept("tenths")).isEqualTo("20");
  }

  @Test
  void aThrottledHostsDelayDoublesForAllAndRecoversWithGoodAnswers() throws InterruptedException {
    here.throttled(host, Duration.ofMillis(1));
    Thread.sleep(5);
    assertThat(waitFor(ask(there, DELAY), Reason.DELAY))
        .isEqualTo(DELAY.multipliedBy(2).plus(WINDOW).plus(WINDOW));
    for (int i = 0; i < 9; i++) {
      there.answered(host);
    }
    assertThat(kept("tenths")).isEqualTo("11");
    for (int i = 0; i < 9; i++) {
      here.answered(host);
    }
    assertThat(kept("tenths")).isEqualTo("10");
    for (int i = 0; i < 6; i++) {
      here.throttled(host, Duration.ofMillis(1));
      Thread.sleep(5);
    }
    assertThat(kept("tenths")).isEqualTo("160");
  }

  /** Half of all calls of Redis were good answers of hosts that nothing was wrong with. */
  @Test
  void aGoodAnswerIsToldOnlyIfTheLatestTurnDidNotFindTheHostSound() throws InterruptedException {
    assertThat(ask(here, Duration.ZERO)).isInstanceOf(Turn.Now.class);
    there.failed(host);
    here.answered(host);
    assertThat(kept("failures")).isEqualTo("1");

    Thread.sleep(SharedHostBudget.PASS);
    assertThat(ask(here, Duration.ZERO)).isInstanceOf(Turn.Now.class);
    here.answered(host);
    assertThat(kept("failures")).isEqualTo("0");

    assertThat(ask(here, Duration.ZERO)).isInstanceOf(Turn.Now.class);
    here.failed(host);
    here.answered(host);
    assertThat(kept("failures")).isEqualTo("0");
  }

  @Test
  void failuresOfAllWorkersCountTogetherAndOneTriesAfterTheRest() throws InterruptedException {
    assertThat(ask(here, Duration.ZERO)).isInstanceOf(Turn.Now.class);
    assertThat(here.failed(host)).isEmpty();
    assertThat(there.failed(host)).isEmpty();
    assertThat(here.failed(host)).contains(MOMENT);
    assertThat(there.failed(host)).isEmpty();
    assertThat(waitFor(ask(there, Duration.ZERO), Reason.CIRCUIT_OPEN)).isLessThanOrEqualTo(MOMENT);

    Thread.sleep(MOMENT);
    assertThat(ask(here, Duration.ZERO)).isInstanceOf(Turn.Now.class);
    waitFor(ask(there, Duration.ZERO), Reason.CIRCUIT_OPEN);
    assertThat(here.failed(host)).contains(Duration.ofMillis(600));
    Thread.sleep(600);
    assertThat(ask(there, Duration.ZERO)).isInstanceOf(Turn.Now.class);
    here.answered(host);
    assertThat(ask(there, Duration.ZERO)).isInstanceOf(Turn.Now.class);
    assertThat(ask(here, Duration.ZERO)).isInstanceOf(Turn.Now.class);
  }

  @Test
  void whatNobodyAsksForIsForgottenAfterTwoDays() {
    ask(here, DELAY);
    assertThat(one.template().getExpire(RedisLedger.PREFIX + host, TimeUnit.SECONDS))
        .isBetween(172_700L, 172_800L);
  }

  @Test
  void withoutRedisOnlyTheHolderOfTheShopsLeaseFetchesAtDoubleDelay() {
    FakeTime time = new FakeTime(Instant.parse("2026-11-21T02:30:00Z"));
    try (RedisConnections nowhere = new RedisConnections("redis://127.0.0.1:1")) {
      HostBudget budget =
          new SharedHostBudget(nowhere.template(), BudgetSettings.USUAL, "labor"::equals, time);
      Visit mine = new Visit(host, "labor", DELAY, WINDOW, "");
      Visit anothers = new Visit(host, "seasons", DELAY, WINDOW, "");

      assertThat(budget.ask(mine))
          .isEqualTo(new Turn.Later(Duration.ofMillis(4_100), Reason.DELAY, ""));
      time.sleep(Duration.ofMillis(4_100));
      assertThat(budget.ask(anothers))
          .isEqualTo(new Turn.Later(Duration.ofMillis(500), Reason.NO_LEASE, ""));
      assertThat(budget.ask(mine)).isInstanceOf(Turn.Now.class);
      assertThat(budget.ask(mine))
          .isEqualTo(new Turn.Later(Duration.ofMillis(4_100), Reason.DELAY, ""));

      budget.throttled(host, Duration.ofMinutes(1));
      assertThat(budget.ask(mine))
          .isEqualTo(new Turn.Later(Duration.ofMinutes(1), Reason.PAUSE, ""));
    }
  }

  @Test
  void whatRobotsSaysIsKeptForOtherProcessesUntilItExpires() {
    RobotsShelf shelf = new RedisRobotsShelf(one.template());
    byte[] odd = "User-agent: *\nDisallow: /\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(shelf.find(host)).isEmpty();

    shelf.keep(host, new RobotsShelf.Kept(Optional.of(Body.of(odd)), Duration.ofMinutes(1)));
    RobotsShelf.Kept kept = new RedisRobotsShelf(other.template()).find(host).orElseThrow();
    assertThat(kept.text()).contains(Body.of(odd));
    assertThat(kept.left()).isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));

    shelf.keep(host, new RobotsShelf.Kept(Optional.empty(), Duration.ofMinutes(1)));
    assertThat(shelf.find(host).orElseThrow().text()).isEmpty();
  }

  @Test
  void aShelfOutOfReachHoldsNothing() {
    try (RedisConnections nowhere = new RedisConnections("redis://127.0.0.1:1")) {
      RobotsShelf shelf = new RedisRobotsShelf(nowhere.template());
      shelf.keep(host, new RobotsShelf.Kept(Optional.empty(), Duration.ofMinutes(1)));
      assertThat(shelf.find(host)).isEmpty();
    }
  }
}
