package com.skatestock.batch.job;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Who starts the scheduled jobs: {@code settings.trigger_owner}. */
public record TriggerOwner(JdbcClient database) {
  private static final String QUARTZ = "quartz";

  /** Quartz, if nothing else is said. */
  public boolean isQuartz() {
    return name().equals(QUARTZ);
  }

  public String name() {
    return database
        .sql("select value from settings where name = 'trigger_owner'")
        .query(String.class)
        .optional()
        .orElse(QUARTZ);
  }
}
