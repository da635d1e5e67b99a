package com.skatestock.batch.source;

import java.util.concurrent.atomic.LongAdder;

/** Counts what is asked of one shop. */
final class ShopCounters {
  final LongAdder requests = new LongAdder();
  final LongAdder bytes = new LongAdder();
  final LongAdder retries = new LongAdder();
  final LongAdder throttled = new LongAdder();
  final LongAdder refusals = new LongAdder();
  final LongAdder failures = new LongAdder();

  FetchCounts snapshot() {
    return new FetchCounts(
        requests.sum(),
        bytes.sum(),
        retries.sum(),
        throttled.sum(),
        refusals.sum(),
        failures.sum());
  }
}
