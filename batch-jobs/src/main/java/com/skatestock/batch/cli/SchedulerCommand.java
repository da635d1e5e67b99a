package com.skatestock.batch.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;

/** {@code scheduler}: runs every job by the clock until it is told to stop. */
@Command(
    name = "scheduler",
    description = {
      "Runs every job by the clock, with health and metrics on port 8081 (SKATESTOCK_PORT), until"
          + " SIGTERM or Ctrl-C.",
      "Several schedulers may run: each run is done once."
    },
    mixinStandardHelpOptions = true)
final class SchedulerCommand implements Callable<Integer> {

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    ConfigurableApplicationContext context = Application.forScheduler();
    context.addApplicationListener(
        event -> {
          if (event instanceof ContextClosedEvent) {
            closed.countDown();
          }
        });
    closed.await();
    return ExitCodes.OK;
  }
}
