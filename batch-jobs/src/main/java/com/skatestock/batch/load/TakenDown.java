package com.skatestock.batch.load;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The shops of a chunk that were taken down, and until when what was observed of them is passed
 * over. The shops' rows are locked until the chunk is committed: a take-down waits for it, and
 * deletes what it wrote.
 */
final class TakenDown {
  private final Map<Short, Instant> byId = new HashMap<>();
  private final Map<String, Instant> byCode = new HashMap<>();

  private TakenDown() {}

  /**
   * @param codes further shops, such as those of records that cannot be read
   */
  static TakenDown among(Set<Short> shops, Set<String> codes, JdbcClient database) {
    TakenDown down = new TakenDown();
    database
        .sql(
            """
            select id, code, taken_down_at
            from shops
            where id = any (:shops)
              or code = any (:codes)
            order by id
            for share
            """)
        .param("shops", shops.toArray(Short[]::new))
        .param("codes", codes.toArray(String[]::new))
        .query(
            row -> {
              if (row.getTimestamp("taken_down_at") != null) {
                Instant until = row.getTimestamp("taken_down_at").toInstant();
                down.byId.put(row.getShort("id"), until);
                down.byCode.put(row.getString("code"), until);
              }
            });
    return down;
  }

  boolean isNone() {
    return byId.isEmpty();
  }

  boolean covers(short shop, Instant observedAt) {
    return byId.containsKey(shop) && !observedAt.isAfter(byId.get(shop));
  }

  /** A record that says nothing of its observation: it was published after it. */
  boolean covers(RefusedRecord refused) {
    Instant published = Instant.ofEpochMilli(refused.record().timestamp());
    return RecordKey.of(refused.record())
        .map(key -> byCode.get(key.shop()))
        .filter(until -> !published.isAfter(until))
        .isPresent();
  }
}
