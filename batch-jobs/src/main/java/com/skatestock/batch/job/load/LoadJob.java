package com.skatestock.batch.job.load;

import com.skatestock.batch.database.Leases;
import com.skatestock.batch.job.ChunkTransactions;
import com.skatestock.batch.job.JobDefinition;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.load.PartitionLoader;
import com.skatestock.batch.wire.DeadLetters;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.support.SimpleFlow;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.core.task.TaskExecutor;

/** {@code load}: Kafka to PostgreSQL, one step per partition, a few at a time. */
public final class LoadJob implements JobDefinition {
  private final PartitionLoader.Builder loaders;
  private final DeadLetters deadLetters;
  private final Clock clock;
  private final Leases leases;
  private final String topic;
  private final IntSupplier partitions;
  private final Duration patience;
  private final TaskExecutor workers;
  private final JobRepository repository;
  private final ChunkTransactions chunks;

  /**
   * @param partitions asks the broker how many the topic has
   * @param patience how long a step waits for a partition that somebody else, maybe dead, holds
   * @param workers runs as many steps at a time as its size allows
   */
  public LoadJob(
      PartitionLoader.Builder loaders,
      DeadLetters deadLetters,
      Clock clock,
      Leases leases,
      String topic,
      IntSupplier partitions,
      Duration patience,
      TaskExecutor workers,
      JobRepository repository,
      ChunkTransactions chunks) {
    this.loaders = loaders;
    this.deadLetters = deadLetters;
    this.clock = clock;
    this.leases = leases;
    this.topic = topic;
    this.partitions = partitions;
    this.patience = patience;
    this.workers = workers;
    this.repository = repository;
    this.chunks = chunks;
  }

  /** The lease under which a partition is loaded. */
  public static String leaseOf(String topic, int partition) {
    return "load/" + topic + "/" + partition;
  }

  @Override
  public String name() {
    return ScheduledJob.LOAD.jobName();
  }

  private boolean isStopping(long execution) {
    JobExecution running = repository.getJobExecution(execution);
    return running == null || running.isStopping();
  }

  @Override
  public Job job(JobIdentity identity, long epoch) {
    List<Flow> flows = new ArrayList<>();
    for (int partition = 0; partition < partitions.getAsInt(); partition++) {
      String stepName = "partition-" + partition;
      Step step =
          new StepBuilder(stepName, repository)
              .tasklet(
                  new LoadPartition(
                      loaders,
                      execution ->
                          new RefusedToDeadLetters(
                              deadLetters, clock, execution, identity.slot(), identity.toString()),
                      leases,
                      this::isStopping,
                      chunks,
                      topic,
                      partition,
                      patience))
              .build();
      flows.add(new FlowBuilder<SimpleFlow>(stepName).start(step).build());
    }
    Flow all =
        new FlowBuilder<SimpleFlow>("partitions")
            .split(workers)
            .add(flows.toArray(Flow[]::new))
            .build();
    return new JobBuilder(name(), repository).listener(new StoppedSplit()).start(all).end().build();
  }
}
