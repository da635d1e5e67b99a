package com.skatestock.batch.job;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Closes the slots of a shop that passed without a run: the table {@code missed_slots}. What a shop
 * showed then can no longer be seen, so there is nothing to run; but the gap is written down. Every
 * slot is closed once, however many processes try (docs/adr/0022).
 */
public final class MissedSlots {
  private static final Logger LOG = LoggerFactory.getLogger(MissedSlots.class);

  private final JdbcClient database;
  private final Duration period;

  /**
   * @param period length of a scrape's slot
   */
  public MissedSlots(JdbcClient database, Duration period) {
    this.database = database;
    this.period = period;
  }

  /**
   * Closes every slot between the last one that is accounted for and {@code present}; none if there
   * is no earlier one. A slot that is run after all is no longer missed.
   *
   * @param present the slot that is about to run
   * @return those that were closed by this call, oldest first
   */
  public List<Instant> close(String shop, Instant present) {
    database
        .sql(
            """
            delete from missed_slots
            where job = 'scrape'
              and shop_id = (select id from shops where code = :shop)
              and slot = :present
            """)
        .param("shop", shop)
        .param("present", Timestamp.from(present))
        .update();
    List<Instant> closed =
        database
            .sql(
                """
                with closed as (
                  insert into missed_slots (job, shop_id, slot, reason)
                  select 'scrape', shops.id, missing.slot,
                    case
                      when missing.slot + make_interval(secs => :seconds) > least(paused_at, removed_at) then 'PAUSED'
                      else 'NOT_STARTED'
                    end
                  from shops
                  cross join lateral (
                    select max(slot) as slot
                    from (
                      select slot
                      from scrape_runs
                      where shop_id = shops.id
                        and scope = 'scheduled'
                        and slot < :present
                      union all
                      select slot
                      from missed_slots
                      where job = 'scrape'
                        and shop_id = shops.id
                        and slot < :present
                    ) as accounted
                  ) as last
                  cross join lateral generate_series(
                    to_timestamp(floor(extract(epoch from last.slot) / :seconds) * :seconds) + make_interval(secs => :seconds),
                    cast(:present as timestamptz) - make_interval(secs => :seconds),
                    make_interval(secs => :seconds)) as missing (slot)
                  where code = :shop
                  on conflict do nothing
                  returning slot
                )
                select slot
                from closed
                order by slot
                """)
            .param("seconds", (double) period.toSeconds())
            .param("present", Timestamp.from(present))
            .param("shop", shop)
            .query((row, index) -> row.getTimestamp("slot").toInstant())
            .list();
    if (!closed.isEmpty()) {
      LOG.warn(
          "{} slots of {} were missed, from {} to {}: written down in missed_slots",
          closed.size(),
          shop,
          closed.getFirst(),
          closed.getLast());
    }
    return closed;
  }
}
