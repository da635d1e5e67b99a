package com.skatestock.batch.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.job.schedule.StuckTriggers.Freed;
import com.skatestock.local.LocalServer;
import com.skatestock.local.LocalStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Rows as Quartz leaves them when a scheduler dies, or forgets. */
class StuckTriggersTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @SuppressWarnings("NullAway.Init")
  private JdbcClient database;

  @SuppressWarnings("NullAway.Init")
  private StuckTriggers watchdog;

  @BeforeEach
  void open() {
    LocalStack stack = LocalStack.shared(LocalServer.POSTGRES);
    var source =
        new DriverManagerDataSource(stack.freshDatabase(), stack.username(), stack.password());
    Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
    database = JdbcClient.create(source);
    watchdog =
        new StuckTriggers(
            database, new JdbcTransactionManager(source), meters, "ours", Duration.ofMinutes(2));
    instance("living", 1);
    instance("dead", 60);
  }

  @AfterEach
  void close() {
    watchdog.close();
  }

  @Test
  void freesWhatIsOverdueAndInNobodysHand() {
    trigger("acquired by a dead one", "ACQUIRED", 180);
    fired("acquired by a dead one", "dead");
    trigger("acquired by nobody", "ACQUIRED", 180);
    trigger("blocked", "BLOCKED", 180);
    trigger("blocked and paused", "PAUSED_BLOCKED", 180);
    trigger("in error", "ERROR", 180);
    // None of these is stuck.
    trigger("acquired by a living one", "ACQUIRED", 180);
    fired("acquired by a living one", "living");
    trigger("blocked by a living one", "BLOCKED", 180);
    fired("blocked by a living one", "living");
    trigger("in error, not overdue", "ERROR", 60);
    trigger("acquired just now", "ACQUIRED", 1);
    trigger("waiting", "WAITING", 180);
    trigger("paused", "PAUSED", 180);

    assertThat(watchdog.free())
        .containsExactlyInAnyOrder(
            new Freed("acquired by a dead one", "ACQUIRED"),
            new Freed("acquired by nobody", "ACQUIRED"),
            new Freed("blocked", "BLOCKED"),
            new Freed("blocked and paused", "PAUSED_BLOCKED"),
            new Freed("in error", "ERROR"));

    assertThat(states())
        .containsExactly(
            "acquired by a dead one WAITING",
            "acquired by a living one ACQUIRED",
            "acquired by nobody WAITING",
            "acquired just now ACQUIRED",
            "blocked WAITING",
            "blocked and paused PAUSED",
            "blocked by a living one BLOCKED",
            "in error WAITING",
            "in error, not overdue ERROR",
            "paused PAUSED",
            "waiting WAITING");
    assertThat(
            database
                .sql("select trigger_name from qrtz_fired_triggers order by trigger_name")
                .query(String.class)
                .list())
        .containsExactly("acquired by a living one", "blocked by a living one");
    assertThat(
            meters
                .get("skatestock.quartz.triggers.freed")
                .tag("state", "ACQUIRED")
                .counter()
                .count())
        .isEqualTo(2.0);
    assertThat(watchdog.free()).isEmpty();
  }

  private void instance(String name, int secondsAgo) {
    database
        .sql(
            """
            insert into qrtz_scheduler_state (sched_name, instance_name, last_checkin_time, checkin_interval)
            values ('ours', :name, extract(epoch from now() - make_interval(secs => :ago)) * 1000, 5000)
            """)
        .param("name", name)
        .param("ago", secondsAgo)
        .update();
  }

  private void trigger(String name, String state, int secondsOverdue) {
    database
        .sql(
            """
            insert into qrtz_job_details
              (sched_name, job_name, job_group, job_class_name, is_durable, is_nonconcurrent, is_update_data, requests_recovery)
            values ('ours', :name, 'skatestock', 'Submission', true, false, false, false)
            """)
        .param("name", name)
        .update();
    database
        .sql(
            """
            insert into qrtz_triggers
              (sched_name, trigger_name, trigger_group, job_name, job_group, next_fire_time, trigger_state, trigger_type, start_time)
            values ('ours', :name, 'skatestock', :name, 'skatestock',
              extract(epoch from now() - make_interval(secs => :overdue)) * 1000, :state, 'CAL_INT', 0)
            """)
        .param("name", name)
        .param("overdue", secondsOverdue)
        .param("state", state)
        .update();
  }

  private void fired(String trigger, String instance) {
    database
        .sql(
            """
            insert into qrtz_fired_triggers
              (sched_name, entry_id, trigger_name, trigger_group, instance_name, fired_time, sched_time, priority, state,
                job_name, job_group, is_nonconcurrent, requests_recovery)
            values ('ours', :name, :name, 'skatestock', :instance, 0, 0, 5, 'ACQUIRED', :name, 'skatestock', false, false)
            """)
        .param("name", trigger)
        .param("instance", instance)
        .update();
  }

  private List<String> states() {
    return database
        .sql(
            "select trigger_name || ' ' || trigger_state as line from qrtz_triggers order by"
                + " trigger_name collate \"C\"")
        .query((row, index) -> row.getString("line"))
        .list();
  }
}
