package com.skatestock.batch.job;

import java.util.function.Supplier;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The transactions in which chunks are written: each apart from those of Spring Batch's metadata,
 * since what a chunk wrote counts by its own position alone (docs/adr/0003).
 */
public final class ChunkTransactions {
  private final TransactionTemplate own;

  public ChunkTransactions(PlatformTransactionManager transactions) {
    own = new TransactionTemplate(transactions);
    own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** Does it all or not at all. */
  public void inOne(Runnable work) {
    own.executeWithoutResult(_ -> work.run());
  }

  /** Does it all or not at all. */
  public <T> T inOne(Supplier<T> work) {
    return own.execute(_ -> work.get());
  }
}
