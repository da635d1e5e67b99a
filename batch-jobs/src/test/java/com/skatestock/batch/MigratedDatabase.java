package com.skatestock.batch;

import com.skatestock.local.LocalStack;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.flywaydb.core.Flyway;

/** Databases with all tables and no shops: copies of one, since migrating each takes longer. */
public final class MigratedDatabase {
  private static final Map<LocalStack, String> ORIGINALS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private MigratedDatabase() {}

  /** A database of its own; gives its address. */
  public static String on(LocalStack stack) {
    return stack.freshDatabase(ORIGINALS.computeIfAbsent(stack, MigratedDatabase::migrated));
  }

  private static String migrated(LocalStack stack) {
    String url = stack.freshDatabase();
    Flyway.configure()
        .dataSource(url, stack.username(), stack.password())
        .locations("classpath:db/migration")
        .load()
        .migrate();
    return url;
  }
}
