package com.skatestock.batch;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.job.scrape.IndexRebuild;
import com.skatestock.batch.shop.Shops;
import com.skatestock.batch.wire.ClusterTopics;
import com.skatestock.batch.wire.TopicDeclaration;
import com.skatestock.local.LocalServer;
import com.skatestock.local.LocalStack;
import com.skatestock.local.LocalStackSettings;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The drill of losing PostgreSQL: a base backup while the pipeline works, the write-ahead log kept,
 * more work, and the server gone. Then: restore into another folder, forward to a moment before the
 * end, and everything since from Kafka by {@code load}, the archive's index from the archive. What
 * is there in the end must be what was there.
 *
 * <p>{@code scripts/drill.sh} runs it; prints one JSON line, and exits 1 if anything differs.
 */
public final class RestoreDrill {
  private static final String SHOP = "seasons";
  private static final Instant SLOT = Instant.parse("2026-11-01T00:00:00Z");
  private static final String PAGES = "select record_id::text from pages order by 1";

  /**
   * What a drill found.
   *
   * @param rowsRestored lines of facts and state that the restored database had at its moment
   * @param rows lines compared in the end
   * @param lost lines that are missing in the end
   * @param invented lines that were not there before
   * @param pagesIndexed rows of the archive's index in the end, and how many of them are missing
   */
  public record Report(
      int products,
      double backupSeconds,
      double restoreSeconds,
      double catchUpSeconds,
      int rowsRestored,
      int rows,
      int lost,
      int invented,
      int pagesIndexed,
      int pagesLost) {

    boolean isClean() {
      return lost == 0 && invented == 0 && pagesLost == 0 && rowsRestored < rows;
    }

    String json() {
      return String.format(
          Locale.ROOT,
          "{\"drill\":\"restore\",\"products\":%d,\"backup_seconds\":%.1f,\"restore_seconds\":%.1f,\"catch_up_seconds\":%.1f,"
              + "\"rows_restored\":%d,\"rows\":%d,\"lost\":%d,\"invented\":%d,\"pages_indexed\":%d,\"pages_lost\":%d}",
          products,
          backupSeconds,
          restoreSeconds,
          catchUpSeconds,
          rowsRestored,
          rows,
          lost,
          invented,
          pagesIndexed,
          pagesLost);
    }
  }

  private final Path folder;
  private final int products;
  private final SimulatedClock clock =
      SimulatedClock.frozenAt(Instant.parse("2026-10-01T12:00:00Z"));
  private int scrapes;

  private RestoreDrill(Path folder, int products) {
    this.folder = folder;
    this.products = products;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("skatestock-drill");
    Report report = run(folder, arguments.length == 0 ? 2_000 : Integer.parseInt(arguments[0]));
    System.out.println(report.json());
    System.exit(report.isClean() ? 0 : 1);
  }

  /** Does the whole drill in an empty folder. */
  static Report run(Path folder, int products) throws Exception {
    return new RestoreDrill(folder, products).run();
  }

  private Report run() throws Exception {
    Path wal = Files.createDirectories(folder.resolve("wal")).toRealPath();
    Path backup = folder.resolve("backup");
    Path restored = folder.resolve("restored");
    try (ShopSimulator shops =
            ShopSimulator.start(
                SimulatorSettings.of(clock, SimulatedShop.shopify(SHOP, products)));
        LocalStack stack =
            LocalStack.start(
                LocalStackSettings.in(folder.resolve("stack"))
                    .only(LocalServer.POSTGRES, LocalServer.KAFKA)
                    .archivingWal(wal))) {
      String shopUrl = shops.uri(SHOP).toString();
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrapServers()))) {
        new ClusterTopics(admin).apply(TopicDeclaration.of("local"));
      }
      JdbcClient database = client(stack, stack.jdbcUrl());
      double backupSeconds;
      Instant moment;
      List<String> before;
      List<String> pagesBefore;
      try (ConfigurableApplicationContext live = start(stack, stack.jdbcUrl(), shopUrl)) {
        cycle(live);
        CompletableFuture<Void> meanwhile = CompletableFuture.runAsync(() -> cycle(live));
        long begun = System.nanoTime();
        try (Connection connection = connection(stack, stack.jdbcUrl())) {
          BaseBackup.take(connection, stack.data().resolve("postgres"), backup);
        }
        backupSeconds = seconds(begun);
        meanwhile.get(2, TimeUnit.MINUTES);
        moment = now(database);
        // Published and never in a backup: only Kafka and the archive have it.
        cycle(live);
        cycle(live);
        before = rows(database);
        pagesBefore = lines(database, PAGES);
        database.sql("select pg_switch_wal()").query(String.class).single();
        awaitArchived(database);
      }
      stack.kill(LocalServer.POSTGRES);

      long begun = System.nanoTime();
      Files.createDirectories(restored);
      BaseBackup.restore(backup, wal, moment, restored.resolve("postgres"));
      try (LocalStack second =
          LocalStack.start(LocalStackSettings.in(restored).only(LocalServer.POSTGRES))) {
        JdbcClient again = client(second, second.jdbcUrl());
        awaitPromotion(again);
        double restoreSeconds = seconds(begun);
        int rowsRestored = rows(again).size();

        begun = System.nanoTime();
        try (ConfigurableApplicationContext live =
            start(
                stack.kafkaBootstrapServers(),
                second.jdbcUrl(),
                second.username(),
                second.password(),
                shopUrl)) {
          load(live);
          live.getBean(IndexRebuild.class)
              .rebuild(
                  live.getBean(Shops.class).find(SHOP).orElseThrow(),
                  LocalDate.of(2026, 11, 1),
                  false);
        }
        double catchUpSeconds = seconds(begun);
        List<String> after = rows(again);
        List<String> pagesAfter = lines(again, PAGES);
        return new Report(
            products,
            backupSeconds,
            restoreSeconds,
            catchUpSeconds,
            rowsRestored,
            after.size(),
            missing(before, after),
            missing(after, before),
            pagesAfter.size(),
            missing(pagesBefore, pagesAfter));
      }
    }
  }

  private static int missing(List<String> of, List<String> in) {
    Set<String> there = new HashSet<>(in);
    return (int) of.stream().filter(line -> !there.contains(line)).count();
  }

  private ConfigurableApplicationContext start(LocalStack stack, String url, String shopUrl) {
    return start(stack.kafkaBootstrapServers(), url, stack.username(), stack.password(), shopUrl);
  }

  private ConfigurableApplicationContext start(
      String kafka, String url, String user, String password, String shopUrl) {
    return new SpringApplicationBuilder(BatchApplication.class)
        .web(WebApplicationType.NONE)
        .logStartupInfo(false)
        .registerShutdownHook(false)
        .run(
            "--spring.datasource.url=" + url,
            "--spring.datasource.username=" + user,
            "--spring.datasource.password=" + password,
            "--spring.kafka.bootstrap-servers=" + kafka,
            "--skatestock.archive=" + folder.resolve("archive"),
            "--skatestock.lease-length=5s",
            "--skatestock.shop-urls." + SHOP + "=" + shopUrl,
            "--logging.level.com.skatestock=warn");
  }

  /** A scrape of the shop as it is two days on, and a load. */
  private void cycle(ConfigurableApplicationContext live) {
    clock.set(clock.instant().plus(Duration.ofDays(2)));
    Instant slot = SLOT.plusSeconds(1_800L * scrapes++);
    run(
        live,
        new JobIdentity(
            ScheduledJob.SCRAPE.jobName(), Optional.of(SHOP), slot, JobIdentity.SCHEDULED));
    load(live);
  }

  private static void load(ConfigurableApplicationContext live) {
    run(
        live,
        new JobIdentity(
            ScheduledJob.LOAD.jobName(), Optional.empty(), SLOT, "manual/" + UUID.randomUUID()));
  }

  private static void run(ConfigurableApplicationContext live, JobIdentity identity) {
    try {
      JobOutcome outcome = live.getBean(JobStarter.class).run(identity, Duration.ofSeconds(30));
      if (!(outcome instanceof JobOutcome.Completed)) {
        throw new IllegalStateException(identity + ": " + outcome);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<String> rows(JdbcClient database) {
    List<String> rows = new ArrayList<>(StoredRows.state(database));
    rows.addAll(StoredRows.history(database));
    rows.addAll(
        lines(
            database,
            "select concat_ws(' ', 'position', topic, partition, next_offset) from"
                + " kafka_consumer_offsets"));
    return rows;
  }

  private static List<String> lines(JdbcClient database, String question) {
    return database.sql(question).query((row, index) -> row.getString(1)).list();
  }

  private static Instant now(JdbcClient database) {
    return database
        .sql("select clock_timestamp()")
        .query((row, index) -> row.getTimestamp(1).toInstant())
        .single();
  }

  private static void awaitArchived(JdbcClient database) throws InterruptedException {
    await(database, "select count(*) = 0 from pg_ls_archive_statusdir() where name like '%.ready'");
  }

  private static void awaitPromotion(JdbcClient database) throws InterruptedException {
    await(database, "select not pg_is_in_recovery()");
  }

  private static void await(JdbcClient database, String question) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!database.sql(question).query((row, index) -> row.getBoolean(1)).single()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Not so after two minutes: " + question);
      }
      Thread.sleep(50);
    }
  }

  private static JdbcClient client(LocalStack stack, String url) {
    return JdbcClient.create(new DriverManagerDataSource(url, stack.username(), stack.password()));
  }

  private static Connection connection(LocalStack stack, String url) throws SQLException {
    return DriverManager.getConnection(url, stack.username(), stack.password());
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
