package com.skatestock.batch.job.deadletter;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a replay did, counted by reason.
 *
 * @param requeued sent again, by the reason for which they had been refused
 * @param stillRefused their cause is still there: by the reason that counts today
 * @param notReplayable by what is missing
 */
public record Replayed(
    Map<String, Integer> requeued,
    Map<String, Integer> stillRefused,
    Map<String, Integer> notReplayable) {

  /** Why a refusal cannot be sent again. */
  public enum Obstacle {
    /** The record had no value, so there is nothing to send. */
    NO_BYTES,
    /** The record is larger than its topic takes. */
    TOO_LARGE,
    /** The topic has no such partition any more. */
    NO_PARTITION,
    /** The refusal does not say which page it comes from, or the index does not have it. */
    PAGE_NOT_INDEXED,
    /** The archive does not give the page back. */
    PAGE_UNREADABLE,
    /** The shop is not configured any more. */
    SHOP_UNKNOWN,
    /** What was refused is not found on the page, as it is read today. */
    NOT_ON_PAGE
  }

  static Replayed nothing() {
    return new Replayed(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  void count(Verdict verdict, String reason) {
    switch (verdict) {
      case Verdict.Requeue ignored -> requeued.merge(reason, 1, Integer::sum);
      case Verdict.StillRefused(String today) -> stillRefused.merge(today, 1, Integer::sum);
      case Verdict.NotReplayable(Obstacle obstacle) ->
          notReplayable.merge(obstacle.name(), 1, Integer::sum);
    }
  }
}
