package com.skatestock.batch.job.load;

import com.skatestock.batch.database.Leases;
import com.skatestock.batch.database.Leases.Lease;
import com.skatestock.batch.job.ChunkTransactions;
import com.skatestock.batch.load.Fenced;
import com.skatestock.batch.load.LoadCounts;
import com.skatestock.batch.load.PartitionLoader;
import com.skatestock.batch.load.RefusedRecords;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The step that loads one partition; each call is one chunk in one transaction of its own. A worker
 * that finds that another has taken over ends as fenced, which is no failure: the other one has the
 * records.
 */
final class LoadPartition implements Tasklet, StepExecutionListener {
  private static final Logger LOG = LoggerFactory.getLogger(LoadPartition.class);

  /** Its code is Spring Batch's own: the flow of partitions knows no other and would fail. */
  private static final ExitStatus FENCED =
      ExitStatus.COMPLETED.addExitDescription("fenced: another worker loads this partition");

  /** Makes the place where an execution's refused records go. */
  interface Refusals {
    RefusedRecords of(long execution);
  }

  private static final Duration STOP_LOOK = Duration.ofMillis(500);

  private final PartitionLoader.Builder loaders;
  private final Refusals refusals;
  private final Leases leases;
  private final LongPredicate stopAsked;
  private final ChunkTransactions transactions;
  private final String topic;
  private final int partition;
  private final Duration patience;
  private LoadCounts counts = LoadCounts.NONE;
  private @Nullable Lease lease;
  private @Nullable PartitionLoader loader;
  private boolean fenced;

  /**
   * @param refusals where refused records go
   * @param stopAsked whether an execution was told to stop
   * @param patience how long to wait for a partition that another, maybe dead, worker holds
   */
  LoadPartition(
      PartitionLoader.Builder loaders,
      Refusals refusals,
      Leases leases,
      LongPredicate stopAsked,
      ChunkTransactions transactions,
      String topic,
      int partition,
      Duration patience) {
    this.loaders = loaders;
    this.refusals = refusals;
    this.leases = leases;
    this.stopAsked = stopAsked;
    this.transactions = transactions;
    this.topic = topic;
    this.partition = partition;
    this.patience = patience;
  }

  @Override
  public void beforeStep(StepExecution step) {
    try {
      Optional<Lease> taken = await(LoadJob.leaseOf(topic, partition), step.getJobExecutionId());
      if (taken.isEmpty()) {
        fenced = true;
        return;
      }
      lease = taken.get();
      loader =
          loaders.open(
              partition,
              taken.get().name(),
              taken.get().epoch(),
              refusals.of(step.getJobExecutionId()));
      note(step, loader);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while waiting for partition " + partition, e);
    }
  }

  /** Empty if somebody holds the partition for longer than the patience. */
  private Optional<Lease> await(String name, long execution) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      Optional<Lease> taken = leases.take(name, left.compareTo(STOP_LOOK) < 0 ? left : STOP_LOOK);
      if (taken.isPresent() || System.nanoTime() > deadline) {
        return taken;
      }
      if (stopAsked.test(execution)) {
        // As a cause: Spring Batch then takes the step for stopped, not failed.
        throw new IllegalStateException(
            new JobInterruptedException("Told to stop while it waited for " + name));
      }
    }
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
    PartitionLoader open = loader;
    if (open == null) {
      return RepeatStatus.FINISHED;
    }
    Optional<LoadCounts> chunk;
    try {
      chunk = transactions.inOne(() -> next(open));
    } catch (Fenced e) {
      fenced = true;
      LOG.warn(e.getMessage());
      return RepeatStatus.FINISHED;
    }
    if (chunk.isEmpty()) {
      return RepeatStatus.FINISHED;
    }
    counts = counts.plus(chunk.get());
    note(contribution.getStepExecution(), open);
    contribution.incrementWriteCount(chunk.get().appended());
    contribution.incrementFilterCount(chunk.get().refused());
    for (long i = 0; i < chunk.get().records(); i++) {
      contribution.incrementReadCount();
    }
    return RepeatStatus.CONTINUABLE;
  }

  /** For people: the position that counts is in {@code kafka_consumer_offsets}. */
  private static void note(StepExecution step, PartitionLoader open) {
    ExecutionContext checkpoint = step.getExecutionContext();
    checkpoint.putLong("firstOffset", open.first());
    checkpoint.putLong("nextOffset", open.reached());
    checkpoint.putLong("endOffset", open.end());
  }

  private static Optional<LoadCounts> next(PartitionLoader open) {
    try {
      return open.next();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while waiting for records", e);
    }
  }

  @Override
  public ExitStatus afterStep(StepExecution step) {
    if (loader != null) {
      loader.close();
    }
    if (lease != null) {
      lease.close();
    }
    if (counts.records() > 0) {
      LOG.info(
          "partition {}/{} records={} observations={} appended={} seen={} deleted={} refused={}"
              + " passed_over={}",
          topic,
          partition,
          counts.records(),
          counts.observations(),
          counts.appended(),
          counts.seen(),
          counts.deleted(),
          counts.refused(),
          counts.passedOver());
    }
    return fenced ? FENCED : step.getExitStatus();
  }
}
