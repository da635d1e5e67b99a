package com.skatestock.batch.publish;

import com.skatestock.contracts.Fingerprints;
import com.skatestock.contracts.Sha256;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What PostgreSQL knows of a shop's products, asked for a whole chunk at once. */
public final class KnownProducts {

  /**
   * A product that PostgreSQL has.
   *
   * @param id {@code products.id}
   * @param latest its latest state; empty if it is in doubt (another one was seen since, or a price
   *     waits to be confirmed), so that it must be published in full
   */
  public record Known(long id, Optional<State> latest) {}

  /**
   * A state that is in PostgreSQL.
   *
   * @param observedAt when it was observed
   */
  public record State(Fingerprints fingerprints, Instant observedAt) {}

  private final JdbcClient database;

  public KnownProducts(JdbcClient database) {
    this.database = database;
  }

  /** The known ones of {@code externalIds}. */
  public Map<String, Known> of(String shop, Collection<String> externalIds) {
    Map<String, Known> known = HashMap.newHashMap(externalIds.size());
    database
        .sql(
            """
            select products.external_id, products.id, prints.content, prints.price, prints.stock, prints.observed_at
            from shops
            cross join unnest(:external_ids) as asked (external_id)
            join products
              on products.shop_id = shops.id
              and products.external_id = asked.external_id
            left join trusted_fingerprints as prints
              on prints.product_id = products.id
            where shops.code = :shop
              -- one that a rebuild has put away was not observed yet
              and products.observed_at > timestamptz '0001-01-01 00:00:00Z'
            """)
        .param("external_ids", externalIds.toArray(String[]::new))
        .param("shop", shop)
        .query(
            row -> {
              byte @Nullable [] content = row.getBytes(3);
              Optional<State> state =
                  content == null
                      ? Optional.empty()
                      : Optional.of(
                          new State(
                              new Fingerprints(
                                  new Sha256(content),
                                  new Sha256(row.getBytes(4)),
                                  new Sha256(row.getBytes(5))),
                              row.getTimestamp(6).toInstant()));
              known.put(row.getString(1), new Known(row.getLong(2), state));
            });
    return known;
  }
}
