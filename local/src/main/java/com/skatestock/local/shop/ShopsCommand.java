package com.skatestock.local.shop;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code shops}: opens simulated shops in the foreground until it is told to stop (SIGTERM,
 * Ctrl-C).
 */
@Command(
    name = "shops",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = 64,
    description = {
      "Opens simulated shops on the loopback address and keeps them open until SIGTERM or Ctrl-C.",
      "Without SHOP the demo's: seasons, premier, labor, nj, blacksheep (Shopify) and html.",
      "SHOP may be of any kind that the scraper reads."
    },
    footer = {
      "",
      "Steering (query parameters, JSON answers), on the control port:",
      "  curl -X POST   'URL/_control/clock?at=2026-03-02T15:00:00Z&speed=60&frozen=false'",
      "  curl           'URL/_control/shops'",
      "  curl -X POST   'URL/_control/shops/labor/manners?name=slow&every=3&before=2s'",
      "  curl -X DELETE 'URL/_control/shops/labor/manners'",
      "  curl           'URL/_control/shops/labor/requests?last=20'"
    })
public final class ShopsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--control-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Control port; 0 (the default) for a free one.")
  private int controlPort;

  @Option(
      names = "--port-base",
      paramLabel = "N",
      defaultValue = "0",
      description = "The first shop's port, the others follow; 0 (the default) for free ones.")
  private int portBase;

  @Option(
      names = "--products",
      paramLabel = "N",
      defaultValue = "0",
      description = "Products of every shop; 0 (the default) for each shop's own number.")
  private int products;

  @Option(
      names = "--variants",
      paramLabel = "N",
      defaultValue = "0",
      description = "Variants of every product; 0 (the default) for as many as there are sizes.")
  private int variants;

  @Option(
      names = "--prerendered",
      description = "Render all listing pages once, then serve them from memory (benchmarks).")
  private boolean prerendered;

  @Option(
      names = "--unlimited-paging",
      description = "Shopify pages beyond 25,000 products too (benchmarks).")
  private boolean unlimitedPaging;

  @Option(names = "--gzip", description = "Compress where the client accepts it.")
  private boolean gzip;

  @Option(
      names = "--latency",
      paramLabel = "MS",
      defaultValue = "0",
      description = "Milliseconds before each answer.")
  private long latency;

  @Option(
      names = "--frozen-at",
      paramLabel = "INSTANT",
      description = "Start with the clock frozen at this moment (UTC, 2026-03-02T15:00:00Z).")
  private @Nullable Instant frozenAt;

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "Start with the clock at this moment; now by default.")
  private @Nullable Instant at;

  @Option(
      names = "--speed",
      paramLabel = "X",
      defaultValue = "1",
      description = "Simulated seconds per second.")
  private double speed;

  @Option(
      names = "--properties",
      paramLabel = "FILE",
      description = "Written when all shops are open: control.url, shop.<id>.url, shop.<id>.kind.")
  private @Nullable Path properties;

  @Parameters(
      paramLabel = "SHOP",
      description = {
        "id[:kind[:products]], such as seasons, big:shopify:20000 or corner:html.",
        "Kinds: shopify, html, woocommerce, lightspeed, squarespace."
      })
  private List<String> shops = new ArrayList<>();

  /** Blocks until the process is told to end. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              told.countDown();
              try {
                closed.await();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            },
            "shops-stop");
    try (ShopSimulator simulator = ShopSimulator.start(settings())) {
      Runtime.getRuntime().addShutdownHook(hook);
      announce(simulator);
      told.await();
    } finally {
      closed.countDown();
    }
    return 0;
  }

  private SimulatorSettings settings() {
    try {
      List<SimulatedShop> chosen =
          shops.isEmpty() ? SimulatedShop.DEMO : shops.stream().map(ShopsCommand::shop).toList();
      return new SimulatorSettings(
          clock(), controlPort, portBase, chosen.stream().map(this::furnished).toList());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private SimulatedClock clock() {
    if (frozenAt != null) {
      SimulatedClock clock = SimulatedClock.frozenAt(frozenAt);
      clock.accelerate(speed);
      return clock;
    }
    return SimulatedClock.runningFrom(Optional.ofNullable(at).orElseGet(Instant::now), speed);
  }

  private static SimulatedShop shop(String words) {
    String[] parts = words.split(":", -1);
    SimulatedShop shop = SimulatedShop.named(parts[0]);
    if (parts.length > 1) {
      shop = shop.withKind(SimulatedShop.Kind.valueOf(parts[1].toUpperCase(Locale.ROOT)));
    }
    return parts.length > 2 ? shop.withProducts(Integer.parseInt(parts[2])) : shop;
  }

  private SimulatedShop furnished(SimulatedShop shop) {
    return shop.withProducts(products == 0 ? shop.products() : products)
        .withVariantsPerProduct(variants)
        .withPrerendered(prerendered)
        .withUnlimitedPaging(unlimitedPaging)
        .withGzip(gzip)
        .withLatency(Duration.ofMillis(latency));
  }

  private void announce(ShopSimulator simulator) throws IOException {
    StringBuilder lines = new StringBuilder(256);
    line("control.url", simulator.control(), lines);
    for (SimulatedShop shop : simulator.shops()) {
      line("shop." + shop.id() + ".url", simulator.uri(shop.id()), lines);
      line("shop." + shop.id() + ".kind", shop.kind().name().toLowerCase(Locale.ROOT), lines);
    }
    spec.commandLine().getOut().print(lines);
    spec.commandLine().getOut().flush();
    if (properties != null) {
      Path whole = properties.toAbsolutePath();
      Path part = whole.resolveSibling(whole.getFileName() + ".part");
      Files.writeString(part, lines);
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void line(String key, Object value, StringBuilder lines) {
    lines
        .append(key)
        .append('=')
        .append(value instanceof URI uri ? uri.toString() : value)
        .append('\n');
  }
}
