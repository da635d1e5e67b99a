package com.skatestock.local.shop;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shops that are open, each on a port of its own of the loopback address, and their control on
 * another. Close it to close them all.
 */
public final class ShopSimulator implements AutoCloseable {
  private record OpenShop(SimulatedShop shop, ShopDoor door, HttpListener listener) {}

  private final SimulatedClock clock;
  private final Map<String, OpenShop> shops = new LinkedHashMap<>();
  private Optional<HttpListener> control = Optional.empty();

  private ShopSimulator(SimulatedClock clock) {
    this.clock = clock;
  }

  /**
   * Opens all shops; returns when they answer (and their pages are rendered, where they are to be).
   */
  public static ShopSimulator start(SimulatorSettings settings) throws IOException {
    ShopSimulator simulator = new ShopSimulator(settings.clock());
    try {
      int port = settings.portBase();
      for (SimulatedShop shop : settings.shops()) {
        ShopDoor door = new ShopDoor(shop, settings.clock());
        HttpListener listener = HttpListener.open(port, door);
        simulator.shops.put(shop.id(), new OpenShop(shop, door, listener));
        port += port == 0 ? 0 : 1;
      }
      simulator.control =
          Optional.of(HttpListener.open(settings.controlPort(), new ControlDesk(simulator)));
      return simulator;
    } catch (IOException e) {
      simulator.close();
      throw e;
    }
  }

  public List<SimulatedShop> shops() {
    return shops.values().stream().map(OpenShop::shop).toList();
  }

  /** Without a path: {@code http://127.0.0.1:4101}. */
  public URI uri(String shopId) {
    return open(shopId).listener().uri();
  }

  /** Of the control, without a path. */
  public URI control() {
    return control.orElseThrow().uri();
  }

  public SimulatedClock clock() {
    return clock;
  }

  public Catalogue catalogue(String shopId) {
    return open(shopId).door().catalogue();
  }

  public Manners manners(String shopId) {
    return open(shopId).door().manners();
  }

  public RequestLog log(String shopId) {
    return open(shopId).door().log();
  }

  @Override
  public void close() throws IOException {
    if (control.isPresent()) {
      control.get().close();
    }
    for (OpenShop shop : shops.values()) {
      shop.listener().close();
      shop.door().close();
    }
  }

  private OpenShop open(String shopId) {
    OpenShop shop = shops.get(shopId);
    if (shop == null) {
      throw new IllegalArgumentException("No shop " + shopId + "; open are " + shops.keySet());
    }
    return shop;
  }
}
