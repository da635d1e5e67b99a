package com.skatestock.batch.source;

import com.skatestock.batch.shop.Manners;
import com.skatestock.batch.shop.Platform;
import com.skatestock.batch.shop.Shop;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * Workers that ask one host for pages as fast as they may, each with a connection to Redis of its
 * own; as a program, until its input ends.
 */
final class RateWorkers implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  /**
   * @param names of the workers, part of their User-Agent; one named {@code holder} holds the
   *     shop's lease
   */
  RateWorkers(String redis, URI shop, Duration delay, List<String> names) {
    for (String name : names) {
      threads.add(Thread.ofPlatform().daemon().start(() -> work(redis, shop, delay, name)));
    }
  }

  /** Redis, shop, delay, names. */
  public static void main(String[] arguments) throws IOException {
    try (RateWorkers _ =
        new RateWorkers(
            arguments[0],
            URI.create(arguments[1]),
            Duration.parse(arguments[2]),
            List.of(arguments).subList(3, arguments.length))) {
      while (System.in.read() >= 0) {
        // until the parent goes
      }
    }
    System.exit(0);
  }

  private void work(String redis, URI url, Duration delay, String name) {
    Shop shop =
        new Shop(
            "labor",
            "Labor",
            "",
            url,
            Platform.SHOPIFY,
            Currency.getInstance("USD"),
            ZoneOffset.UTC,
            List.of(),
            new Manners(delay, Duration.ofSeconds(5), 4, 1_000, 1_000, true),
            0,
            Optional.empty());
    FetchSettings settings =
        FetchSettings.of("SkateStockBot", name, URI.create("https://skatestock.example/bot"));
    Clock clock = Clock.systemUTC();
    try (RedisConnections connections = new RedisConnections(redis);
        PoliteFetcher fetcher =
            new PoliteFetcher(
                settings,
                new SharedHostBudget(
                    connections.template(),
                    BudgetSettings.USUAL,
                    id -> name.equals("holder"),
                    clock),
                new RedisRobotsShelf(connections.template()),
                clock)) {
      while (!closed) {
        fetcher.fetch(shop, url.resolve("/page"), Validators.NONE);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
  }
}
