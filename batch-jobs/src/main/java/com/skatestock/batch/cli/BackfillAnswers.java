package com.skatestock.batch.cli;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import picocli.CommandLine;

/** Says how the runs of a backfill went, one line per run. */
record BackfillAnswers(ScrapeRuns runs, CommandLine commandLine) {

  /**
   * Says it of one run.
   *
   * @param what was read
   * @return an exit code
   */
  int say(String what, JobIdentity identity, JobOutcome outcome) {
    var out = commandLine.getOut();
    switch (outcome) {
      case JobOutcome.Completed(long execution) ->
          runs.find(identity.shop().orElse(""), identity.slot(), identity.scope())
              .map(runs::summary)
              .ifPresent(
                  run ->
                      out.printf(
                          "%s: %d pages, %d products, %d rejected (run %d)%n",
                          what, run.pages(), run.products(), run.rejected(), execution));
      case JobOutcome.AlreadyComplete(long execution) ->
          out.printf(
              "%s: was read to the end before (run %d); --again reads it again%n", what, execution);
      case JobOutcome.RunningElsewhere(String lease) ->
          out.printf("%s: is being read elsewhere (lease %s)%n", what, lease);
      case JobOutcome.Failed(long execution, String cause, boolean _) ->
          commandLine.getErr().printf("%s: failed (run %d): %s%n", what, execution, cause);
    }
    return ExitCodes.of(outcome);
  }
}
