package com.skatestock.local.shop;

import java.util.List;

/**
 * What to simulate.
 *
 * @param controlPort of the control; 0 for a free one
 * @param portBase the first shop's port, the others follow; 0 for free ones
 */
public record SimulatorSettings(
    SimulatedClock clock, int controlPort, int portBase, List<SimulatedShop> shops) {

  public SimulatorSettings {
    shops = List.copyOf(shops);
    if (shops.isEmpty()
        || shops.stream().map(SimulatedShop::id).distinct().count() < shops.size()) {
      throw new IllegalArgumentException(
          "There must be a shop, and no id twice: "
              + shops.stream().map(SimulatedShop::id).toList());
    }
  }

  /** Free ports. */
  public static SimulatorSettings of(SimulatedClock clock, SimulatedShop... shops) {
    return new SimulatorSettings(clock, 0, 0, List.of(shops));
  }
}
