package com.skatestock.batch.cli;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.Recovery.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what a recovery did, one line per run. */
record RecoveryAnswers(Reply reply) {

  /**
   * What is said to programs.
   *
   * @param became closed, alive or over
   * @param status the run's; of a closed one that in which it was left
   * @param lease that somebody holds, if one does
   */
  private record Recovered(
      long execution,
      String became,
      @Nullable String run,
      @Nullable String status,
      @Nullable String lease) {}

  void say(List<Answer> answers) {
    if (answers.isEmpty() && !reply.isJson()) {
      reply.out().println("No run is open");
    }
    answers.forEach(this::say);
    reply.out().flush();
  }

  private void say(Answer answer) {
    switch (answer) {
      case Answer.Closed(long execution, JobIdentity run, String was) ->
          reply.say(
              new Recovered(execution, "closed", run.toString(), was, null),
              "Run %d (%s) was left %s by a process that is gone: closed as FAILED. To go on: skatestock jobs restart %d"
                  .formatted(execution, run, was, execution));
      case Answer.Alive(long execution, JobIdentity run, String lease) ->
          reply.say(
              new Recovered(execution, "alive", run.toString(), null, lease),
              "Run %d (%s) was left alone: lease %s is held. If its process is gone, the lease runs out by itself"
                  .formatted(execution, run, lease));
      case Answer.Over(long execution, String status) ->
          reply.say(
              new Recovered(execution, "over", null, status, null),
              "Run %d is %s: nothing to do".formatted(execution, status));
    }
  }
}
