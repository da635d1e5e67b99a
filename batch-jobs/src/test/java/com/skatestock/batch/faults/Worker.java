package com.skatestock.batch.faults;

import com.skatestock.batch.BatchApplication;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.PipelineSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application in a process that lives on, as the scheduler's does: runs what it is told on its
 * standard input ({@code job shop slot scope}, {@code -} for no shop) and answers each with a line.
 */
public final class Worker {
  private Worker() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    try (ConfigurableApplicationContext context =
            new SpringApplicationBuilder(BatchApplication.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run();
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      JobStarter starter = context.getBean(JobStarter.class);
      PipelineSettings settings = context.getBean(PipelineSettings.class);
      answers.println("ready");
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        answers.println(run(starter, settings, line.split(" ", 4)).replaceAll("\\s+", " "));
      }
    }
  }

  private static String run(JobStarter starter, PipelineSettings settings, String[] order)
      throws InterruptedException {
    Optional<String> shop = order[1].equals("-") ? Optional.empty() : Optional.of(order[1]);
    JobIdentity identity = new JobIdentity(order[0], shop, Instant.parse(order[2]), order[3]);
    try {
      return switch (starter.run(identity, settings.leasePatience())) {
        case JobOutcome.Completed _ -> "completed";
        case JobOutcome.AlreadyComplete _ -> "already-complete";
        case JobOutcome.RunningElsewhere _ -> "running-elsewhere";
        case JobOutcome.Failed(long _, String cause, boolean retriable) ->
            (retriable ? "failed: " : "failed for good: ") + cause;
      };
    } catch (RuntimeException e) {
      return "failed: " + e;
    }
  }
}
