package com.skatestock.local.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The misbehaviours of one shop, switched at any time; of several that strike, the oldest wins. */
public final class Manners {
  private static final class Running {
    final Misbehaviour misbehaviour;
    long fitting;
    long done;

    Running(Misbehaviour misbehaviour) {
      this.misbehaviour = misbehaviour;
    }
  }

  /** A misbehaviour, how many requests fitted, and how many of them it spoilt. */
  public record Tally(Misbehaviour misbehaviour, long fitting, long spoilt) {}

  private final List<Running> running = new ArrayList<>();

  public synchronized void add(Misbehaviour misbehaviour) {
    running.add(new Running(misbehaviour));
  }

  /** From now on with every request. */
  public void add(BadManner manner) {
    add(Misbehaviour.always(manner));
  }

  public synchronized void clear() {
    running.clear();
  }

  public synchronized List<Tally> list() {
    return running.stream().map(r -> new Tally(r.misbehaviour, r.fitting, r.done)).toList();
  }

  synchronized Optional<BadManner> struck(HttpRequest request) {
    BadManner struck = null;
    for (Running one : running) {
      if (one.misbehaviour.fits(request)) {
        one.fitting++;
        if (struck == null && one.misbehaviour.strikes(one.fitting, one.done)) {
          one.done++;
          struck = one.misbehaviour.manner();
        }
      }
    }
    return Optional.ofNullable(struck);
  }
}
