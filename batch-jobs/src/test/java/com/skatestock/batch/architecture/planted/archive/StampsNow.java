package com.skatestock.batch.architecture.planted.archive;

import java.time.Instant;

final class StampsNow {
  private StampsNow() {}

  static Instant stamp() {
    return Instant.now();
  }
}
