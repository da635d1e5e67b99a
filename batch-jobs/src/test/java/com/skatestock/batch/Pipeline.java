package com.skatestock.batch;

import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.job.scrape.BackfillJob;
import com.skatestock.batch.job.scrape.RunSummary;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import com.skatestock.batch.wire.ClusterTopics;
import com.skatestock.batch.wire.TopicDeclaration;
import com.skatestock.contracts.Topics;
import com.skatestock.local.LocalStack;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The whole application on the shared servers, with a database and an archive of its own. The topic
 * is everybody's: a pipeline begins to load where the topic ends when it starts.
 */
public final class Pipeline implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PARTITIONS = 6;

  private final ConfigurableApplicationContext context;
  private final JdbcClient database;

  private final List<String> arguments;

  private Pipeline(ConfigurableApplicationContext context, List<String> arguments) {
    this.context = context;
    this.arguments = List.copyOf(arguments);
    database = context.getBean(JdbcClient.class);
  }

  /**
   * @param sources further configuration classes
   * @param properties such as {@code skatestock.shop-urls.seasons=http://…}
   */
  public static Pipeline start(Path archive, List<Class<?>> sources, String... properties) {
    return start(archive.toString(), sources, properties);
  }

  /**
   * @param archive a folder, or {@code s3://bucket/prefix}
   */
  public static Pipeline start(String archive, List<Class<?>> sources, String... properties) {
    return start(MigratedDatabase.on(LocalStack.shared()), archive, sources, properties);
  }

  /** A second application, made otherwise, on this one's database and archive. */
  public Pipeline beside(List<Class<?>> sources, String... properties) {
    Environment own = context.getEnvironment();
    return start(
        own.getRequiredProperty("spring.datasource.url"),
        own.getRequiredProperty("skatestock.archive"),
        sources,
        properties);
  }

  /** A second application on this one's database, which it reaches through a proxy. */
  public Pipeline behind(int proxy, String... properties) {
    Environment own = context.getEnvironment();
    String url = own.getRequiredProperty("spring.datasource.url");
    int port = URI.create(url.substring("jdbc:".length())).getPort();
    return start(
        url.replace(":" + port + "/", ":" + proxy + "/") + "?sslmode=disable&gssEncMode=disable",
        own.getRequiredProperty("skatestock.archive"),
        List.of(),
        properties);
  }

  private static Pipeline start(
      String databaseUrl, String archive, List<Class<?>> sources, String... properties) {
    LocalStack stack = LocalStack.shared();
    List<String> arguments = new ArrayList<>();
    arguments.add("--spring.datasource.url=" + databaseUrl);
    arguments.add("--spring.datasource.username=" + stack.username());
    arguments.add("--spring.datasource.password=" + stack.password());
    arguments.add("--spring.kafka.bootstrap-servers=" + stack.kafkaBootstrapServers());
    arguments.add("--spring.data.redis.url=" + stack.redisUri());
    arguments.add("--skatestock.archive=" + archive);
    if (Stream.of(properties).noneMatch(each -> each.startsWith("skatestock.lease-length="))) {
      arguments.add("--skatestock.lease-length=5s");
    }
    // An empty partition's end is heard of at once.
    arguments.add("--spring.kafka.consumer.fetch-max-wait=20ms");
    arguments.add("--logging.level.com.skatestock=warn");
    for (String property : properties) {
      arguments.add("--" + property);
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrapServers()))) {
      new ClusterTopics(admin).apply(TopicDeclaration.of("local"));
      List<Class<?>> all = new ArrayList<>(sources);
      all.add(BatchApplication.class);
      Pipeline pipeline =
          new Pipeline(
              new SpringApplicationBuilder(all.toArray(Class<?>[]::new))
                  .web(WebApplicationType.NONE)
                  .logStartupInfo(false)
                  .registerShutdownHook(false)
                  .run(arguments.toArray(String[]::new)),
              arguments);
      pipeline.beginAt(ends(admin));
      return pipeline;
    }
  }

  private static Map<TopicPartition, Long> ends(Admin admin) {
    try {
      return admin
          .listOffsets(
              IntStream.range(0, PARTITIONS)
                  .mapToObj(number -> new TopicPartition(Topics.PRODUCT_EVENTS, number))
                  .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
          .all()
          .get()
          .entrySet()
          .stream()
          .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void beginAt(Map<TopicPartition, Long> offsets) {
    offsets.forEach(
        (partition, offset) ->
            database
                .sql(
                    """
                    insert into kafka_consumer_offsets (topic, partition, next_offset, first_offset)
                    values (?, ?, ?, ?)
                    on conflict do nothing
                    """)
                .params(partition.topic(), partition.partition(), offset, offset)
                .update());
  }

  /** Scrapes a shop for a slot. */
  public JobOutcome scrape(String shop, Instant slot) throws InterruptedException {
    return run(
        new JobIdentity(
            ScheduledJob.SCRAPE.jobName(), Optional.of(shop), slot, JobIdentity.SCHEDULED));
  }

  /** Loads what the topic has. */
  public JobOutcome load() throws InterruptedException {
    return run(
        new JobIdentity(
            ScheduledJob.LOAD.jobName(),
            Optional.empty(),
            Instant.parse("2026-11-20T00:00:00Z"),
            "manual/" + UUID.randomUUID()));
  }

  /** Publishes the pages of a WARC file. */
  public JobOutcome backfill(String shop, Path file) throws InterruptedException {
    return run(
        new JobIdentity(
            BackfillJob.NAME,
            Optional.of(shop),
            Instant.parse("2026-11-20T00:00:00Z"),
            "backfill/v" + Extractor.VERSION + "/" + file.getFileName(),
            Optional.of(file.toString())));
  }

  private JobOutcome run(JobIdentity identity) throws InterruptedException {
    return context.getBean(JobStarter.class).run(identity, PATIENCE);
  }

  /** What a scheduled scrape did. */
  public RunSummary summary(String shop, Instant slot) {
    ScrapeRuns runs = context.getBean(ScrapeRuns.class);
    return runs.summary(runs.find(shop, slot, JobIdentity.SCHEDULED).orElseThrow());
  }

  /** The application's Spring context. */
  public ConfigurableApplicationContext context() {
    return context;
  }

  /** Its settings, as another process would need them: {@code --name=value}. */
  public List<String> arguments() {
    return arguments;
  }

  /** A part of the application. */
  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  public JdbcClient database() {
    return database;
  }

  /**
   * Products, variants and fingerprints as text, without ids that depend on the order of arrival.
   */
  public List<String> state() {
    return StoredRows.state(database);
  }

  /** The facts as text, without ids that depend on the order of arrival. */
  public List<String> history() {
    return StoredRows.history(database);
  }

  @Override
  public void close() {
    context.close();
  }
}
