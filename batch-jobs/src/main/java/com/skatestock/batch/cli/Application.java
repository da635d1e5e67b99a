package com.skatestock.batch.cli;

import com.skatestock.batch.BatchApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the Spring application for a command. */
final class Application {

  private Application() {}

  /** Without web server, scheduler and log of its own start: for one command's work. */
  static ConfigurableApplicationContext forCommand() {
    return new SpringApplicationBuilder(BatchApplication.class)
        .web(WebApplicationType.NONE)
        .logStartupInfo(false)
        .run();
  }

  /** With the scheduler and the health endpoints; runs until it is told to stop. */
  static ConfigurableApplicationContext forScheduler() {
    return new SpringApplicationBuilder(BatchApplication.class)
        .web(WebApplicationType.SERVLET)
        .profiles("scheduler")
        .run();
  }
}
