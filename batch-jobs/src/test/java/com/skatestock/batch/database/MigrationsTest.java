package com.skatestock.batch.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skatestock.local.LocalServer;
import com.skatestock.local.LocalStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the migrations make of an empty database: comments, partitions, roles. */
class MigrationsTest {
  private static final String LOADER = "skatestock_loader";
  private static final String ANALYST = "skatestock_analyst";
  private static final String API = "skatestock_api";

  private static Connection connection;

  @BeforeAll
  static void migrate() throws SQLException {
    LocalStack stack = LocalStack.shared(LocalServer.POSTGRES);
    String url = stack.freshDatabase();
    Flyway.configure()
        .dataSource(url, stack.username(), stack.password())
        .locations("classpath:db/migration")
        .load()
        .migrate();
    connection = DriverManager.getConnection(url, stack.username(), stack.password());
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  @Test
  void saysOfEachTableWhatARowIs() throws SQLException {
    assertThat(
            list(
                """
                select relname
                from pg_class
                where relnamespace = 'public'::regnamespace
                  and relkind in ('r', 'p', 'v')
                  and not relispartition
                  and relname !~ '^(batch|qrtz)_'
                  and relname <> 'flyway_schema_history'
                  and obj_description(oid) is null
                """))
        .isEmpty();
  }

  @Test
  void saysOfEachColumnWhatItMeans() throws SQLException {
    assertThat(
            list(
                """
                select relname || '.' || attname
                from pg_attribute
                join pg_class on pg_class.oid = attrelid
                where relnamespace = 'public'::regnamespace
                  and relkind in ('r', 'p')
                  and not relispartition
                  and relname !~ '^(batch|qrtz)_'
                  and relname <> 'flyway_schema_history'
                  and attnum > 0
                  and not attisdropped
                  and col_description(attrelid, attnum) is null
                order by 1
                """))
        .isEmpty();
  }

  @Test
  void hasThisMonthAndTheNextThreeAndNothingInTheDefaultPartitions() throws SQLException {
    assertThat(list("select rows_in_default || ' ' || months_ahead from partition_health"))
        .containsExactly("0 3");
  }

  @Test
  void keepsForeignKeysIndexed() throws SQLException {
    assertThat(
            list(
                """
                select conrelid::regclass || ' ' || conname
                from pg_constraint
                where contype = 'f'
                  and not exists (
                    select
                    from pg_index
                    where indrelid = conrelid
                      and indkey[0] = conkey[1])
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select count(*) from products",
        "select count(*) from price_history",
        "select rows_in_default from partition_health",
        "insert into shops (code, name) values ('loader', 'Loader')",
        "update shops set name = 'L' where code = 'none'",
        "delete from leases",
        "select nextval('lease_epochs')",
        "select ensure_partitions(date '2011-05-01', date '2011-05-01')",
        "create temporary table staging (id integer)",
        "insert into batch_job_instance (job_instance_id, version, job_name, job_key) values (1, 0,"
            + " 'a', 'b')",
      })
  void letsTheLoaderDoItsWork(String statement) throws SQLException {
    as(LOADER, statement);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table mine (id integer)",
        "drop table price_history",
        "alter table products add column mine text",
        "truncate products",
        "delete from flyway_schema_history",
        "create role mine",
      })
  void keepsTheLoaderFromTheSchema(String statement) {
    assertRefused(LOADER, statement);
  }

  @ParameterizedTest
  @ValueSource(strings = {"products", "price_history", "seen_chunks", "scrape_runs", "shops"})
  void letsAnalystsAndTheApiRead(String table) throws SQLException {
    as(ANALYST, "select count(*) from " + table);
    as(API, "select count(*) from " + table);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into shops (code, name) values ('x', 'X')",
        "update products set title = 'x'",
        "delete from price_history",
        "insert into job_requests (job, requested_by) values ('load', 'analyst')",
        "select ensure_partitions(date '2011-05-01', date '2011-05-01')",
        "select count(*) from batch_job_execution",
        "create table mine (id integer)",
      })
  void keepsAnalystsFromWriting(String statement) {
    assertRefused(ANALYST, statement);
  }

  @Test
  void letsTheApiAskForWorkAndNoMore() throws SQLException {
    as(API, "insert into job_requests (job, requested_by) values ('load', 'api')");
    as(API, "select count(*) from job_requests");
    assertRefused(API, "update job_requests set outcome = 'x'");
    assertRefused(API, "delete from job_requests");
    assertRefused(API, "insert into shops (code, name) values ('x', 'X')");
    assertRefused(API, "update products set title = 'x'");
    assertRefused(API, "select count(*) from leases");
    assertRefused(API, "create table mine (id integer)");
  }

  @Test
  void refusesPartitionsOfAbsurdMonths() {
    assertThatThrownBy(
            () -> as(LOADER, "select ensure_partitions(date '1999-12-01', date '2000-01-01')"))
        .hasMessageContaining("outside 2000 to ten years ahead");
  }

  private static void assertRefused(String role, String statement) {
    assertThatThrownBy(() -> as(role, statement))
        .as("%s: %s", role, statement)
        .isInstanceOfSatisfying(
            SQLException.class, refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
  }

  /** Does it as a member of the role, and takes it back. */
  private static void as(String role, String sql) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local role " + role);
      statement.execute(sql);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static List<String> list(String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
    }
    return lines;
  }
}
