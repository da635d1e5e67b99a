package com.skatestock.batch.architecture.planted.normalise;

final class MeasuresTime {
  private MeasuresTime() {}

  static long now() {
    return System.nanoTime();
  }
}
