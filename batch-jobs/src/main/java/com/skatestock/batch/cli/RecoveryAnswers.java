package com.skatestock.batch.cli;

import com.skatestock.batch.job.Recovery.Answer;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/** Says what a recovery did, one line per run. */
record RecoveryAnswers(CommandLine commandLine) {

  void say(List<Answer> answers) {
    PrintWriter out = commandLine.getOut();
    if (answers.isEmpty()) {
      out.println("No run is open");
    }
    for (Answer answer : answers) {
      out.println(
          switch (answer) {
            case Answer.Closed(var execution, var identity, var was) ->
                "Run %d (%s) was left %s by a process that is gone: closed as FAILED. To go on: skatestock jobs restart %d"
                    .formatted(execution, identity, was, execution);
            case Answer.Alive(var execution, var identity, var lease) ->
                "Run %d (%s) was left alone: lease %s is held. If its process is gone, the lease runs out by itself"
                    .formatted(execution, identity, lease);
            case Answer.Over(var execution, var status) ->
                "Run %d is %s: nothing to do".formatted(execution, status);
          });
    }
    out.flush();
  }
}
