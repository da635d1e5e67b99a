package com.skatestock.batch.architecture.planted.source;

/** A final value class: later stages may use it. */
public final class PlantedBody {
  @Override
  public boolean equals(Object other) {
    return other instanceof PlantedBody;
  }

  @Override
  public int hashCode() {
    return 1;
  }
}
