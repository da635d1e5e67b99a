package com.skatestock.batch.job;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The transactions in which chunks are written: each apart from that of Spring Batch's metadata,
 * since what a chunk wrote counts by its own position alone (docs/adr/0003).
 *
 * <p>A process that is paused within one keeps its rows locked, and whoever took its work over
 * would wait for it; so PostgreSQL ends the connection of one that says nothing for too long.
 */
public final class ChunkTransactions {
  private final TransactionTemplate own;
  private final JdbcClient database;
  private final long silenceMillis;

  /**
   * @param silence how long a transaction may lie idle
   */
  public ChunkTransactions(
      PlatformTransactionManager transactions, JdbcClient database, Duration silence) {
    own = new TransactionTemplate(transactions);
    own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.database = database;
    this.silenceMillis = silence.toMillis();
  }

  /** Does it all or not at all. */
  public void inOne(Runnable work) {
    inOne(
        () -> {
          work.run();
          return true;
        });
  }

  /** Does it all or not at all. */
  public <T> T inOne(Supplier<T> work) {
    return own.execute(
        status -> {
          database
              .sql("select set_config('idle_in_transaction_session_timeout', :millis, true)")
              .param("millis", Long.toString(silenceMillis))
              .query(String.class)
              .single();
          return work.get();
        });
  }
}
