package com.skatestock.batch.cli;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.ScheduledJob;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run}: starts a job now, or goes on with it. */
@Command(
    name = "run",
    description = {
      "Runs a job to its end: scrape (per shop), load or purge.",
      "A run that broke off goes on where it stopped; one that is complete, or runs elsewhere, says"
          + " so and exits 0."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  /** By how much a CronJob's clock may be ahead of this machine's. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  private static final Pattern MANUAL = Pattern.compile("manual/[\\p{Alnum}._:-]{1,100}");

  @Parameters(paramLabel = "JOB", description = "scrape, load or purge")
  private String job = "";

  @Option(
      names = "--shop",
      paramLabel = "S",
      split = ",",
      description = "for scrape: the shops' ids; all if not given")
  private List<String> shops = List.of();

  @Option(
      names = "--slot",
      paramLabel = "T",
      description =
          "the slot that the run stands for, such as 2026-11-20T10:30:00Z; the present one if not"
              + " given")
  private Optional<Instant> slot = Optional.empty();

  @Option(
      names = "--slot-of-job",
      paramLabel = "NAME",
      description =
          "instead of --slot: the name of the Kubernetes Job that a CronJob made, which tells the"
              + " scheduled time")
  private Optional<String> slotOfJob = Optional.empty();

  @Option(
      names = "--scope",
      description =
          "scheduled (default: the run of that slot, done once) or manual/NAME (a run of its own)")
  private String scope = JobIdentity.SCHEDULED;

  @Mixin private Reply reply = new Reply();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    ScheduledJob scheduled =
        ScheduledJob.named(job)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "No job '" + job + "'; there are scrape, load and purge"));
    if (!scheduled.perShop() && !shops.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "The job " + job + " is not about single shops: leave --shop out");
    }
    if (!scope.equals(JobIdentity.SCHEDULED) && !MANUAL.matcher(scope).matches()) {
      throw new ParameterException(
          spec.commandLine(),
          "'%s' is no scope of a run: scheduled, or manual/ and a name of letters, digits and . _ : -"
              .formatted(scope));
    }
    Optional<Instant> asked = askedSlot();
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      Instant now = context.getBean(Clock.class).instant();
      Instant at = context.getBean(PipelineSettings.class).slot(scheduled, asked.orElse(now));
      if (at.isAfter(now.plus(CLOCKS_APART))) {
        throw new ParameterException(
            spec.commandLine(),
            "The slot %s has not begun: its run would show what is now, and the real one would find it done"
                .formatted(at));
      }
      List<JobIdentity> identities = new ArrayList<>();
      if (scheduled.perShop()) {
        for (String id : KnownShops.of(context, spec.commandLine()).namedOrAll(shops)) {
          identities.add(new JobIdentity(job, Optional.of(id), at, scope));
        }
      } else {
        identities.add(new JobIdentity(job, Optional.empty(), at, scope));
      }
      AtomicInteger worst = new AtomicInteger(ExitCodes.OK);
      try (Progress _ = RunProgress.of(reply, context, identities)) {
        RunsAtOnce.run(
            context,
            identities,
            (identity, outcome) -> worst.accumulateAndGet(say(identity, outcome), Math::max));
      }
      return worst.get();
    }
  }

  private Optional<Instant> askedSlot() {
    if (slotOfJob.isEmpty()) {
      return slot;
    }
    if (slot.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--slot and --slot-of-job say the same: give one of them");
    }
    Optional<Instant> scheduled = CronJobSlot.scheduledTime(slotOfJob.get());
    if (scheduled.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "No CronJob made the name '%s': it does not end in the minutes since 1970 of a scheduled time. For a run of its own give --scope manual/NAME instead"
              .formatted(slotOfJob.get()));
    }
    return scheduled;
  }

  private int say(JobIdentity identity, JobOutcome outcome) {
    OutcomeText answer = OutcomeText.of(outcome);
    reply.say(answer.document(identity), identity + ": " + answer);
    return ExitCodes.of(outcome);
  }
}
