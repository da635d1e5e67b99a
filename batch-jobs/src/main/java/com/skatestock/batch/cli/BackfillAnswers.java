package com.skatestock.batch.cli;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.scrape.RunSummary;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says how the runs of a backfill went, one line per run. */
record BackfillAnswers(ScrapeRuns runs, Reply reply) {

  /**
   * Says it of one run.
   *
   * @param what was read
   * @return an exit code
   */
  int say(String what, JobIdentity identity, JobOutcome outcome) {
    Optional<RunSummary> run =
        runs.find(identity.shop().orElse(""), identity.slot(), identity.scope()).map(runs::summary);
    if (reply.isJson()) {
      Map<String, @Nullable Object> line = OutcomeText.of(outcome).document(identity);
      line.put("file", identity.file().orElse(null));
      line.put("pages", run.map(RunSummary::pages).orElse(null));
      line.put("products", run.map(RunSummary::products).orElse(null));
      line.put("rejected", run.map(RunSummary::rejected).orElse(null));
      reply.out().println(Json.line(line));
    } else {
      say(what, run, outcome);
    }
    reply.out().flush();
    return ExitCodes.of(outcome);
  }

  private void say(String what, Optional<RunSummary> run, JobOutcome outcome) {
    var out = reply.out();
    switch (outcome) {
      case JobOutcome.Completed(long execution) ->
          run.ifPresent(
              counts ->
                  out.printf(
                      "%s: %d pages, %d products, %d rejected (run %d)%n",
                      what, counts.pages(), counts.products(), counts.rejected(), execution));
      case JobOutcome.AlreadyComplete(long execution) ->
          out.printf(
              "%s: was read to the end before (run %d); --again reads it again%n", what, execution);
      case JobOutcome.RunningElsewhere(String lease) ->
          out.printf("%s: is being read elsewhere (lease %s)%n", what, lease);
      case JobOutcome.Failed(long execution, String cause, boolean _) ->
          reply.errors().printf("%s: failed (run %d): %s%n", what, execution, cause);
    }
  }
}
