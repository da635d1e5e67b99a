package com.skatestock.batch.job;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What broke an execution, in full: the table {@code execution_errors}. Spring Batch keeps the
 * first 2,500 characters of a stack trace, which seldom reach the cause.
 */
public final class ExecutionErrors {
  private static final int LONGEST = 100_000;

  private final JdbcClient database;

  public ExecutionErrors(JdbcClient database) {
    this.database = database;
  }

  /** Keeps the stack traces; nothing if there are none. Doing it again changes nothing. */
  void keep(long execution, List<Throwable> thrown) {
    if (thrown.isEmpty()) {
      return;
    }
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    thrown.stream().distinct().forEach(error -> error.printStackTrace(writer));
    String whole = text.toString().replace('\0', '\uFFFD');
    database
        .sql(
            """
            insert into execution_errors (job_execution_id, error)
            values (:execution, :error)
            on conflict (job_execution_id) do nothing
            """)
        .param("execution", execution)
        .param("error", whole.length() > LONGEST ? whole.substring(0, LONGEST) : whole)
        .update();
  }

  /** The stack traces of a broken execution. */
  public Optional<String> of(long execution) {
    return database
        .sql(
            """
            select error
            from execution_errors
            where job_execution_id = :execution
            """)
        .param("execution", execution)
        .query(String.class)
        .optional();
  }
}
