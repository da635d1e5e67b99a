package com.skatestock.batch.load;

import java.sql.Date;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sees to it that the months of the fact tables exist before rows go there. Safe for use by several
 * threads.
 */
final class FactMonths {
  private final JdbcClient database;
  private final Set<YearMonth> made = ConcurrentHashMap.newKeySet();

  FactMonths(DataSource dataSource) {
    database = JdbcClient.create(dataSource);
  }

  /**
   * Creates those of the months (UTC) that are missing, and no others: a chunk may hold a page of
   * today and one of twenty years ago.
   */
  void ensure(Collection<YearMonth> months) {
    for (YearMonth month : months) {
      if (!made.contains(month)) {
        database
            .sql("select ensure_partitions(:month, :month)")
            .param("month", Date.valueOf(month.atDay(1)))
            .query(Integer.class)
            .single();
        made.add(month);
      }
    }
  }
}
