package com.skatestock.batch.job.schedule;

import com.skatestock.batch.job.JobIdentity;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether the schedule may start a run now; asked before each, so that pausing a shop, or handing
 * the schedule over to CronJobs, counts from the next slot on.
 */
final class StartRule {
  private final JdbcClient database;

  StartRule(JdbcClient database) {
    this.database = database;
  }

  /** False where CronJobs own the schedule, and for a shop that rests or was removed. */
  boolean allows(JobIdentity identity) {
    return database
        .sql(
            """
            select not exists (select from settings where name = 'trigger_owner' and value <> 'quartz')
              and not exists (
                select
                from shops
                where code = :shop
                  and (paused_at is not null or removed_at is not null)
              )
            """)
        .param("shop", identity.shop().orElse(""))
        .query(Boolean.class)
        .single();
  }
}
