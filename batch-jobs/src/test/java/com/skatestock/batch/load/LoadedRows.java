package com.skatestock.batch.load;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rows of a stand, written as {@link FactModel} writes those that it expects. */
record LoadedRows(LoadStand stand) {
  Set<String> history() {
    return new TreeSet<>(
        stand
            .database
            .sql(
                """
                select products.external_id, product_variants.variant_key, price_history.*
                from price_history
                join product_variants on product_variants.id = price_history.variant_id
                join products on products.id = product_variants.product_id
                """)
            .query(
                (row, index) ->
                    String.join(
                        " ",
                        row.getString("external_id"),
                        row.getString("variant_key"),
                        row.getTimestamp("observed_at").toInstant().toString(),
                        String.valueOf(row.getString("price")),
                        row.getString("parser_version"),
                        row.getString("event_id").replace("-", "")))
            .list());
  }

  /** Of each variant its product, key, price and event. */
  Set<String> prices() {
    Set<String> prices = new TreeSet<>();
    state().stream()
        .filter(line -> line.startsWith("variant "))
        .forEach(line -> prices.add(String.join(" ", List.of(line.split(" ", -1)).subList(1, 5))));
    return prices;
  }

  Set<String> state() {
    Set<String> lines =
        new TreeSet<>(
            stand
                .database
                .sql(
                    """
                    select products.*, prints.event_id as print, exists (
                      select from trusted_fingerprints where product_id = products.id) as trusted
                    from products
                    join product_fingerprints as prints on prints.product_id = products.id
                    """)
                .query(
                    (row, index) ->
                        String.join(
                            " ",
                            "product",
                            row.getString("external_id"),
                            row.getTimestamp("first_seen_at").toInstant().toString(),
                            row.getTimestamp("last_seen_at").toInstant().toString(),
                            row.getTimestamp("last_deleted_at") == null
                                ? "-"
                                : row.getTimestamp("last_deleted_at").toInstant().toString(),
                            row.getString("event_id").replace("-", ""),
                            row.getString("print").replace("-", ""),
                            row.getBoolean("trusted") ? "trusted" : "doubted"))
                .list());
    lines.addAll(
        stand
            .database
            .sql(
                """
                select products.external_id, product_variants.*
                from product_variants
                join products on products.id = product_variants.product_id
                """)
            .query(
                (row, index) ->
                    String.join(
                        " ",
                        "variant",
                        row.getString("external_id"),
                        row.getString("variant_key"),
                        String.valueOf(row.getString("price")),
                        row.getString("event_id").replace("-", ""),
                        row.getString("suspect") == null ? "-" : row.getString("suspect")))
            .list());
    lines.addAll(
        stand
            .database
            .sql(
                """
                select products.external_id, product_variants.variant_key, suspect_observations.*
                from suspect_observations
                join product_variants on product_variants.id = suspect_observations.variant_id
                join products on products.id = product_variants.product_id
                """)
            .query(
                (row, index) ->
                    String.join(
                        " ",
                        "suspect",
                        row.getString("external_id"),
                        row.getString("variant_key"),
                        row.getTimestamp("observed_at").toInstant().toString(),
                        row.getString("reason")))
            .list());
    return lines;
  }
}
