package com.skatestock.batch.job;

import com.skatestock.contracts.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far runs lie behind, and when the next ones are due. */
public final class RunOutlook {
  private static final Logger LOG = LoggerFactory.getLogger(RunOutlook.class);
  private static final Duration BROKERS_PATIENCE = Duration.ofSeconds(3);

  private final JdbcClient database;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final PipelineSettings settings;
  private final Clock clock;

  public RunOutlook(
      JdbcClient database,
      Supplier<Consumer<byte[], byte[]>> consumers,
      PipelineSettings settings,
      Clock clock) {
    this.database = database;
    this.consumers = consumers;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * How long after the end of its slot a scrape was done, or how long it has been overdue; empty
   * for one in time, and for what is no scrape or was given up.
   */
  public Optional<Duration> overdue(JobLedger.Execution execution) {
    if (!execution.job().equals(ScheduledJob.SCRAPE.jobName())
        || execution.status().equals("ABANDONED")) {
      return Optional.empty();
    }
    Instant ended = execution.endedAt();
    Instant until =
        execution.status().equals("COMPLETED") && ended != null ? ended : clock.instant();
    return execution
        .identity()
        .map(JobIdentity::slot)
        .map(slot -> Duration.between(slot.plus(settings.scrapeEvery()), until))
        .filter(Duration::isPositive);
  }

  /** Records of the topic that are not loaded yet; empty if the broker does not say. */
  public OptionalLong recordsBehind() {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.PRODUCT_EVENTS, BROKERS_PATIENCE).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      Map<Integer, Long> positions = new HashMap<>();
      database
          .sql("select partition, next_offset from kafka_consumer_offsets where topic = :topic")
          .param("topic", Topics.PRODUCT_EVENTS)
          .query(
              row -> {
                positions.put(row.getInt("partition"), row.getLong("next_offset"));
              });
      Map<TopicPartition, Long> firsts = consumer.beginningOffsets(partitions, BROKERS_PATIENCE);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, BROKERS_PATIENCE);
      long behind = 0;
      for (TopicPartition partition : partitions) {
        long position =
            Optional.ofNullable(positions.get(partition.partition()))
                .orElseGet(() -> firsts.getOrDefault(partition, 0L));
        behind += Math.max(0, ends.getOrDefault(partition, position) - position);
      }
      return OptionalLong.of(behind);
    } catch (KafkaException e) {
      LOG.warn("The broker does not say how many records are left to load: {}", e.getMessage());
      return OptionalLong.empty();
    }
  }

  /**
   * When each job, or each shop's, is due next, by {@code job} or {@code job/shop}: what Quartz has
   * planned, or the next slot where CronJobs own the schedule. Nothing for shops that rest, nor
   * where no scheduler ever ran.
   */
  public Map<String, Instant> nextRuns() {
    Map<String, Instant> due = new HashMap<>();
    if (owner().equals("quartz")) {
      database
          .sql(
              """
              select trigger_name, next_fire_time
              from qrtz_triggers
              where trigger_group = 'skatestock'
                and next_fire_time > 0
              """)
          .query(
              row -> {
                due.put(
                    row.getString("trigger_name"),
                    Instant.ofEpochMilli(row.getLong("next_fire_time")));
              });
      return due;
    }
    for (ScheduledJob job : ScheduledJob.values()) {
      if (!job.perShop()) {
        due.put(job.jobName(), next(job));
      }
    }
    database
        .sql("select code from shops where paused_at is null and removed_at is null")
        .query(
            row -> {
              due.put(
                  ScheduledJob.SCRAPE.jobName() + "/" + row.getString("code"),
                  next(ScheduledJob.SCRAPE));
            });
    return due;
  }

  private Instant next(ScheduledJob job) {
    return settings.slot(job, clock.instant()).plus(settings.period(job));
  }

  private String owner() {
    return database
        .sql("select value from settings where name = 'trigger_owner'")
        .query(String.class)
        .optional()
        .orElse("quartz");
  }
}
