package com.skatestock.batch.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * All transactions, those of chunks and those in which Spring Batch keeps its own tables. A process
 * that is paused within one keeps its rows locked, and whoever takes its work over waits for them;
 * so PostgreSQL ends the connection of one that says nothing for too long.
 */
final class LimitedTransactions extends JdbcTransactionManager {
  private static final long serialVersionUID = 1;

  private final long silenceMillis;

  /**
   * @param silence how long a transaction may lie idle
   */
  LimitedTransactions(DataSource database, Duration silence) {
    super(database);
    silenceMillis = silence.toMillis();
  }

  @Override
  protected void prepareTransactionalConnection(
      Connection connection, TransactionDefinition definition) throws SQLException {
    super.prepareTransactionalConnection(connection, definition);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local idle_in_transaction_session_timeout = " + silenceMillis);
    }
  }
}
