package com.skatestock.batch.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The small tables that products point to, by name: shops, brands, categories. A name that is new
 * gets its row at once, in a transaction of its own, so that it exists before the rows that point
 * to it. Safe for use by several threads.
 */
final class Dictionary {
  /** Garbage in a brand field must not fill the heap; past this the cache starts again. */
  private static final int LARGEST = 50_000;

  private final JdbcClient database;
  private final Map<String, Integer> shops = new ConcurrentHashMap<>();
  private final Map<String, Integer> brands = new ConcurrentHashMap<>();
  private final Map<String, Integer> categories = new ConcurrentHashMap<>();

  /**
   * @param dataSource hands out connections outside of the caller's transaction when used from
   *     another thread
   */
  Dictionary(DataSource dataSource) {
    database = JdbcClient.create(dataSource);
  }

  short shop(String code) {
    return (short)
        id(shops, code, "shops", "code", "insert into shops (code, name) values (:key, :key)");
  }

  @Nullable Integer brand(@Nullable String name) {
    return name == null
        ? null
        : id(brands, name, "brands", "name", "insert into brands (name) values (:key)");
  }

  @Nullable Short category(@Nullable String slug) {
    return slug == null
        ? null
        : (short)
            id(
                categories,
                slug,
                "product_categories",
                "slug",
                "insert into product_categories (slug, name) values (:key, :key)");
  }

  private int id(
      Map<String, Integer> known, String key, String table, String column, String insert) {
    Integer id = known.get(key);
    if (id != null) {
      return id;
    }
    if (known.size() >= LARGEST) {
      known.clear();
    }
    String select = "select id from " + table + " where " + column + " = :key";
    int found =
        database
            .sql(select)
            .param("key", key)
            .query(Integer.class)
            .optional()
            .orElseGet(
                () -> {
                  database.sql(insert + " on conflict do nothing").param("key", key).update();
                  return database.sql(select).param("key", key).query(Integer.class).single();
                });
    known.put(key, found);
    return found;
  }
}
