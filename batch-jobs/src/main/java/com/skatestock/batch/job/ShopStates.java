package com.skatestock.batch.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether the shops of the table {@code shops} are watched. */
public final class ShopStates {

  /** How a shop stands. */
  public enum State {
    WATCHED,
    /** Rests until it is resumed. */
    PAUSED,
    REMOVED
  }

  private final JdbcClient database;

  public ShopStates(JdbcClient database) {
    this.database = database;
  }

  /** Each shop's state, by its id. */
  public Map<String, State> all() {
    Map<String, State> states = new LinkedHashMap<>();
    database
        .sql(
            """
            select code,
              case
                when removed_at is not null then 'REMOVED'
                when paused_at is not null then 'PAUSED'
                else 'WATCHED'
              end as state
            from shops
            order by code
            """)
        .query(
            row -> {
              states.put(row.getString("code"), State.valueOf(row.getString("state")));
            });
    return states;
  }

  /** The shops that are watched. */
  public Set<String> watched() {
    return where(state -> state == State.WATCHED);
  }

  /** The shops that are known and not watched. */
  public Set<String> resting() {
    return where(state -> state != State.WATCHED);
  }

  private Set<String> where(Predicate<State> asked) {
    return all().entrySet().stream()
        .filter(shop -> asked.test(shop.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Brings a shop into a state; one that is in it stays as it is. */
  public void set(String shop, State state) {
    String change =
        switch (state) {
          case WATCHED -> "paused_at = null, removed_at = null";
          case PAUSED -> "paused_at = coalesce(paused_at, clock_timestamp())";
          case REMOVED -> "removed_at = coalesce(removed_at, clock_timestamp())";
        };
    database.sql("update shops set " + change + " where code = :shop").param("shop", shop).update();
  }
}
