package com.skatestock.batch.cli;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt to start a run ended, for people and programs.
 *
 * @param state such as {@code already-complete}
 * @param detail what a person wants to know besides; may be empty
 * @param execution that did it, or had done it; 0 if there is none
 */
record OutcomeText(String state, String detail, long execution) {

  static OutcomeText of(JobOutcome outcome) {
    return switch (outcome) {
      case JobOutcome.Completed(long execution) -> new OutcomeText("completed", "", execution);
      case JobOutcome.AlreadyComplete(long execution) ->
          new OutcomeText("already-complete", "nothing was done", execution);
      case JobOutcome.RunningElsewhere(String lease) ->
          new OutcomeText("running-elsewhere", "lease " + lease + " is held; nothing was done", 0);
      case JobOutcome.Failed(long execution, String cause, boolean _) ->
          new OutcomeText("failed", cause, execution);
    };
  }

  /** For programs, with the run that was started. */
  Map<String, @Nullable Object> document(JobIdentity run) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("job", run.job());
    document.put("shop", run.shop().orElse(null));
    document.put("slot", run.slot().toString());
    document.put("scope", run.scope());
    document.put("state", state);
    document.put("execution", execution);
    document.put("detail", detail);
    return document;
  }

  /** As one line: the state, and the detail in brackets. */
  @Override
  public String toString() {
    return detail.isEmpty() ? state : "%s (%s)".formatted(state, detail);
  }
}
