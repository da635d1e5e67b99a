package com.skatestock.batch.faults;

import com.skatestock.local.shop.BadManner;
import com.skatestock.local.shop.BadManner.CutOff;
import com.skatestock.local.shop.BadManner.Damage;
import com.skatestock.local.shop.BadManner.EmptyPage;
import com.skatestock.local.shop.BadManner.EndlessPagination;
import com.skatestock.local.shop.BadManner.HtmlInsteadOfJson;
import com.skatestock.local.shop.BadManner.HugeBody;
import com.skatestock.local.shop.BadManner.Malformed;
import com.skatestock.local.shop.BadManner.RedirectLoop;
import com.skatestock.local.shop.BadManner.RetryAfter;
import com.skatestock.local.shop.BadManner.ServerError;
import com.skatestock.local.shop.BadManner.Slow;
import com.skatestock.local.shop.BadManner.TooManyRequests;
import com.skatestock.local.shop.BadManner.WrongLength;
import com.skatestock.local.shop.Misbehaviour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/**
 * The shop misbehaves in the nth way, once on its second page or as long as the first scrape lasts.
 * In the next slot it behaves again: then all is as if it had never been otherwise.
 */
final class BadManners implements Scenario {
  private static final String SHOP = Bench.SLOW_SHOPS.getFirst();
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String NEXT_SLOT = Bench.SLOT.plus(Duration.ofMinutes(30)).toString();

  private static final List<BadManner> WAYS =
      List.of(
          new EmptyPage(),
          new Slow(SECOND, Duration.ZERO),
          new Slow(Duration.ZERO, Duration.ofMillis(60)),
          new CutOff(false, 40),
          new CutOff(true, 40),
          new WrongLength(-200),
          new WrongLength(200),
          new HtmlInsteadOfJson(),
          new TooManyRequests(RetryAfter.SECONDS, SECOND),
          new TooManyRequests(RetryAfter.DATE, SECOND),
          new TooManyRequests(RetryAfter.NONE, SECOND),
          new ServerError(500),
          new ServerError(502),
          new ServerError(503),
          new Malformed(Damage.BROKEN_JSON),
          new Malformed(Damage.TRUNCATED),
          new Malformed(Damage.INVALID_UTF8),
          new EndlessPagination(),
          new RedirectLoop(),
          new HugeBody(OptionalInt.of(64)),
          new HugeBody(OptionalInt.empty()));

  @Override
  public String name() {
    return "bad-manners";
  }

  @Override
  public int rounds() {
    return 2 * WAYS.size();
  }

  @Override
  public List<Integer> few() {
    return List.of(0, 7, 17);
  }

  @Override
  public PlantedDefect planted() {
    return new PlantedDefect(
        "every scrape counts as complete, and what it did not see as gone",
        "batch-jobs/src/main/java/com/skatestock/batch/job/scrape/FindMissing.java",
        Map.of("incomplete.isEmpty() ? tellMissing(run) : 0", "tellMissing(run)"));
  }

  @Override
  public Round round(Bench bench, int number, Random random) throws Exception {
    BadManner manner = WAYS.get(number % WAYS.size());
    boolean always = number >= WAYS.size();
    Contents leftAlone = bench.leftAlone(List.of(SHOP));
    bench.fresh();
    Misbehaviour bad = Misbehaviour.always(manner).onPages(2);
    bench.shops().manners(SHOP).add(always ? bad.times(3) : bad.times(1));
    long begun = System.nanoTime();
    String first;
    try {
      first = bench.order(Bench.scrape(SHOP));
    } finally {
      bench.shops().manners(SHOP).clear();
    }
    bench.complete(Bench.scrape(SHOP));
    long ended = System.nanoTime();
    bench.complete(Bench.load());
    bench.complete("scrape " + SHOP + " " + NEXT_SLOT + " scheduled");
    bench.complete("load - " + NEXT_SLOT + " scheduled");
    return new Round(
        "%s%s: %s".formatted(manner, always ? " three times" : "", first),
        1,
        List.of(Duration.ofNanos(ended - begun)),
        // Two scrapes instead of one: what they counted and saw again differs, and belongs there.
        bench.oracle().judge(leftAlone, Set.of("runs", "pages", "seen")));
  }
}
