package com.skatestock.batch.faults;

import com.skatestock.batch.Child;
import com.skatestock.batch.Programs;
import com.skatestock.batch.cli.SkateStock;
import com.skatestock.local.LocalServer;
import com.skatestock.local.LocalStack;
import com.skatestock.local.LocalStackSettings;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * Real servers that stay up, simulated shops whose clock stands still, and as many pipelines as
 * there are rounds: each begins as a copy of one that has seen a first day, and is to see the
 * second. Between the days prices and stock changed, products came and went.
 */
final class Bench implements AutoCloseable {
  /** The slot of the day that the rounds are about. */
  static final Instant SLOT = Instant.parse("2026-11-16T12:00:00Z");

  private static final Instant FIRST_DAY = Instant.parse("2026-11-13T12:00:00Z");

  /** Of one page, which comes at once. */
  static final String SMALL_SHOP = "seasons";

  /** Two of three pages each, which come after a moment: time to be killed in. */
  static final List<String> SLOW_SHOPS = List.of("premier", "labor");

  private static final int MOST_ATTEMPTS = 12;
  private static final int STACK_MEGABYTES = 600;
  private static final int BROKER_MEGABYTES = 400;

  /** Hikari does not test connections that were used a moment ago. */
  private static final Duration POOL_TRUST = Duration.ofMillis(550);

  private final Path folder;
  private final Programs programs;
  private final LocalStack stack;
  private final Broker broker;
  private final Topic topic;
  private final ShopSimulator shops;
  private final FaultyWire wire;
  private Map<String, String> settings = Map.of();
  private @Nullable Path inFront;
  private final Map<List<String>, Contents> leftAlone = new HashMap<>();
  private final Instant since;
  private @Nullable Child worker;
  private @Nullable Child otherWorker;
  private @Nullable SingleConnectionDataSource cell;

  /**
   * @param programs what is started with; the first day teaches it what to load
   */
  Bench(Path folder, Programs programs) throws Exception {
    this.folder = folder;
    this.programs = programs;
    shops =
        ShopSimulator.start(
            SimulatorSettings.of(
                SimulatedClock.frozenAt(FIRST_DAY),
                SimulatedShop.shopify(SMALL_SHOP, 60),
                slow(SLOW_SHOPS.getFirst()),
                slow(SLOW_SHOPS.getLast())));
    SmallDisk.on(folder.resolve("stack"), STACK_MEGABYTES);
    SmallDisk.on(folder.resolve("broker"), BROKER_MEGABYTES);
    stack =
        LocalStack.start(
            LocalStackSettings.in(folder.resolve("stack"))
                .only(LocalServer.POSTGRES, LocalServer.REDIS));
    broker = new Broker(programs, folder.resolve("broker"));
    topic = new Topic(broker.address());
    wire = new FaultyWire(URI.create(stack.jdbcUrl().substring(5)).getPort(), this::terminate);
    topic.make();
    since = liveTheFirstDay();
  }

  private static SimulatedShop slow(String id) {
    return SimulatedShop.shopify(id, 520).withLatency(Duration.ofMillis(100));
  }

  private Instant liveTheFirstDay() throws Exception {
    begin(Map.of(), null);
    if (!programs.isTrained()) {
      programs.train();
    }
    server().sql("create database cell").update();
    Files.createDirectories(archive());
    List<String> all = new ArrayList<>(SLOW_SHOPS);
    all.add(SMALL_SHOP);
    for (String shop : all) {
      complete("scrape " + shop + " " + FIRST_DAY + " scheduled");
    }
    complete("load - " + FIRST_DAY + " scheduled");
    worker().endsByItself();
    stopWorker();
    programs.trained();
    Instant end =
        database()
            .sql("select max(captured_at) from pages")
            .query(Timestamp.class)
            .single()
            .toInstant();
    reconnect();
    server().sql("alter database cell rename to base").update();
    Files.move(archive(), folder.resolve("archive-base"));
    shops.clock().set(SLOT);
    keepNewBrands(all);
    return end;
  }

  /**
   * A worker remembers the numbers of brands, and lives longer than its databases: so all of them
   * have the brands of the second day from the beginning.
   */
  private void keepNewBrands(List<String> all) throws Exception {
    fresh();
    liveTheDay(all);
    List<String> brands =
        database().sql("select name from brands").query((row, index) -> row.getString(1)).list();
    stopWorker();
    JdbcClient base = client("base");
    brands.forEach(
        name ->
            base.sql("insert into brands (name) values (?) on conflict do nothing")
                .param(name)
                .update());
  }

  /**
   * What the programs started from now on are told; a worker that was told otherwise ends.
   *
   * @param doctored classes that they take before the product's own
   */
  void begin(Map<String, String> more, @Nullable Path doctored) {
    Map<String, String> told = told(more);
    if (told.equals(settings) && Objects.equals(doctored, inFront)) {
      return;
    }
    stopWorker();
    inFront = doctored;
    programs.inFront(doctored);
    settings = told;
  }

  private Map<String, String> told(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("spring.data.redis.url", stack.redisUri());
    settings.put("skatestock.lease-length", "1s");
    settings.put("skatestock.lease-patience", "20s");
    settings.put("skatestock.load-chunk-variants", "400");
    // An empty partition's end is heard of at once.
    settings.put("spring.kafka.consumer.fetch-max-wait", "20ms");
    settings.putAll(more);
    String watched = settings.getOrDefault("skatestock.watch", "");
    for (SimulatedShop shop : shops.shops()) {
      if (watched.isEmpty() || List.of(watched.split(",", -1)).contains(shop.id())) {
        settings.put("skatestock.shop-urls." + shop.id(), shops.uri(shop.id()).toString());
      }
    }
    return settings;
  }

  /** Deletes what the topic has, and what is to be loaded begins behind it. */
  void emptyTopic() throws InterruptedException {
    topic.empty();
    Map<Integer, Long> ends = topic.ends();
    database()
        .sql(
            """
            update kafka_consumer_offsets as positions
            set next_offset = ends.next_offset
            from unnest(cast(:partitions as integer[]), cast(:ends as bigint[])) as ends (partition, next_offset)
            where positions.partition = ends.partition
            """)
        .param("partitions", ends.keySet().toArray(Integer[]::new))
        .param("ends", ends.values().toArray(Long[]::new))
        .update();
  }

  /** Whether PostgreSQL answers. */
  boolean answers() {
    try {
      return server().sql("select true").query(Boolean.class).single();
    } catch (DataAccessException e) {
      return false;
    }
  }

  /** Goes on with a copy of the pipeline that has seen the first day, and an empty topic. */
  void fresh() throws IOException, InterruptedException {
    wire.disarm();
    reconnect();
    server().sql("drop database if exists cell with (force)").update();
    server().sql("create database cell template base").update();
    emptyTopic();
    FileSystemUtils.deleteRecursively(archive());
    FileSystemUtils.copyRecursively(folder.resolve("archive-base"), archive());
    if (worker != null) {
      Thread.sleep(POOL_TRUST);
    }
  }

  /** The second day of these shops, one thing after the other. */
  void liveTheDay(List<String> ids) throws Exception {
    for (String shop : ids) {
      complete(scrape(shop));
    }
    complete(load());
  }

  static String scrape(String shop) {
    return "scrape " + shop + " " + SLOT + " scheduled";
  }

  static String load() {
    return "load - " + SLOT + " scheduled";
  }

  /** What a pipeline holds whose second day nothing disturbed. */
  Contents leftAlone(List<String> ids) throws Exception {
    Contents known = leftAlone.get(ids);
    if (known == null) {
      fresh();
      liveTheDay(ids);
      known = Contents.of(database());
      Oracle.Verdict verdict = oracle().judge(known, Set.of());
      if (!verdict.problems().isEmpty()) {
        throw new IllegalStateException("Left alone, and yet: " + verdict.problems());
      }
      leftAlone.put(ids, known);
    }
    return known;
  }

  Oracle oracle() {
    return oracleOf(since);
  }

  /**
   * @param from facts after this time are in the topic
   */
  Oracle oracleOf(Instant from) {
    return new Oracle(database(), archive(), topic, since, from);
  }

  /** The process that does what it is told; started if there is none. */
  Child worker() throws IOException {
    Child living = worker;
    if (living == null || !living.process().isAlive()) {
      living = newWorker();
      worker = living;
    }
    return living;
  }

  /** Another one, of the same kind. */
  Child otherWorker() throws IOException {
    Child living = otherWorker;
    if (living == null || !living.process().isAlive()) {
      living = newWorker();
      otherWorker = living;
    }
    return living;
  }

  private Child newWorker() throws IOException {
    Child born = programs.talkTo(Worker.class.getName(), options(), environment());
    String ready = born.hear();
    if (!ready.equals("ready")) {
      throw new IllegalStateException(ready + born.tail());
    }
    return born;
  }

  /** Tells the worker to run something and waits. */
  String order(String run) throws IOException {
    return worker().ask(run);
  }

  /** Orders it again and again until it is complete. */
  void complete(String run) throws IOException {
    String answer = "";
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      answer = order(run);
      if (answer.equals("completed") || answer.equals("already-complete")) {
        return;
      }
    }
    throw new NeverEnds(run + " does not come to its end: " + answer);
  }

  /** Ends the workers, if there are any. */
  void stopWorker() {
    for (Child living : Stream.of(worker, otherWorker).filter(Objects::nonNull).toList()) {
      living.process().destroyForcibly().onExit().join();
    }
    worker = null;
    otherWorker = null;
  }

  /** Starts {@code skatestock} with these arguments. */
  Child start(String... arguments) throws IOException {
    return programs.start(SkateStock.class.getName(), options(), List.of(arguments), environment());
  }

  private List<String> options() {
    List<String> options = new ArrayList<>(List.of("-Xmx200m"));
    settings.forEach((name, value) -> options.add("-D" + name + "=" + value));
    return options;
  }

  private Map<String, String> environment() {
    return Map.of(
        "SKATESTOCK_DATABASE_URL",
        "jdbc:postgresql://127.0.0.1:%d/cell?sslmode=disable&gssEncMode=disable"
            .formatted(wire.port()),
        "SKATESTOCK_DATABASE_USER",
        stack.username(),
        "SKATESTOCK_DATABASE_PASSWORD",
        stack.password(),
        "SKATESTOCK_KAFKA_BOOTSTRAP_SERVERS",
        broker.address(),
        "SKATESTOCK_ARCHIVE",
        archive().toString());
  }

  private void terminate(int backend) {
    server().sql("select pg_terminate_backend(?, 5000)").param(backend).query().singleRow();
  }

  /** The round's database, past the proxy; one connection, for one thread. */
  JdbcClient database() {
    SingleConnectionDataSource open = cell;
    if (open == null) {
      open = new SingleConnectionDataSource(url("cell"), stack.username(), stack.password(), true);
      cell = open;
    }
    return JdbcClient.create(open);
  }

  /** Gives up the connection of {@link #database}; needed where its server went away. */
  void reconnect() {
    SingleConnectionDataSource open = cell;
    cell = null;
    if (open != null) {
      open.destroy();
    }
  }

  private JdbcClient server() {
    return client("postgres");
  }

  private JdbcClient client(String database) {
    return JdbcClient.create(
        new DriverManagerDataSource(url(database), stack.username(), stack.password()));
  }

  private String url(String database) {
    String url = stack.jdbcUrl();
    return url.substring(0, url.lastIndexOf('/') + 1) + database;
  }

  Path archive() {
    return folder.resolve("archive");
  }

  Path folder() {
    return folder;
  }

  Programs programs() {
    return programs;
  }

  FaultyWire wire() {
    return wire;
  }

  LocalStack stack() {
    return stack;
  }

  Broker broker() {
    return broker;
  }

  Topic topic() {
    return topic;
  }

  ShopSimulator shops() {
    return shops;
  }

  @Override
  public void close() throws IOException {
    stopWorker();
    reconnect();
    topic.close();
    broker.close();
    programs.close();
    wire.close();
    shops.close();
    stack.close();
    SmallDisk.off(folder.resolve("broker"));
    SmallDisk.off(folder.resolve("stack"));
  }
}
