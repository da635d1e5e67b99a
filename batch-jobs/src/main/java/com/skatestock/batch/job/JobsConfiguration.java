package com.skatestock.batch.job;

import com.skatestock.batch.archive.PageArchive;
import com.skatestock.batch.archive.PageIndex;
import com.skatestock.batch.database.Leases;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.platform.PlatformExtractor;
import com.skatestock.batch.extract.selectors.CssSyntax;
import com.skatestock.batch.job.load.LoadJob;
import com.skatestock.batch.job.purge.PurgeJob;
import com.skatestock.batch.job.scrape.BackfillJob;
import com.skatestock.batch.job.scrape.BackfillPlanner;
import com.skatestock.batch.job.scrape.LiveFirst;
import com.skatestock.batch.job.scrape.ReadingRules;
import com.skatestock.batch.job.scrape.ReplayJob;
import com.skatestock.batch.job.scrape.ScrapeJob;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import com.skatestock.batch.job.scrape.Stages;
import com.skatestock.batch.load.LoadBacklog;
import com.skatestock.batch.load.LoadSettings;
import com.skatestock.batch.load.PartitionLoader;
import com.skatestock.batch.normalise.Category;
import com.skatestock.batch.normalise.Normaliser;
import com.skatestock.batch.publish.EventPublisher;
import com.skatestock.batch.publish.KnownProducts;
import com.skatestock.batch.publish.MissingProducts;
import com.skatestock.batch.publish.TopicPartitions;
import com.skatestock.batch.quality.RunQuality;
import com.skatestock.batch.shop.Shops;
import com.skatestock.batch.shop.WatchedShops;
import com.skatestock.batch.source.PoliteFetcher;
import com.skatestock.batch.wire.DeadLetters;
import com.skatestock.batch.wire.EventWire;
import com.skatestock.contracts.ErrorEvent;
import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.Topics;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.MDC;
import org.springframework.batch.core.configuration.JobRegistry;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts the stages and the jobs together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PipelineSettings.class, KafkaProperties.class})
class JobsConfiguration {
  static final String VERSION =
      Objects.requireNonNullElse(
          JobsConfiguration.class.getPackage().getImplementationVersion(), "0.1.0");

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** The tree of categories in PostgreSQL is the one that the normaliser knows. */
  @Bean
  ApplicationRunner categories(NamedParameterJdbcTemplate database) {
    return arguments ->
        database.batchUpdate(
            """
            insert into product_categories as known (slug, name, parent_id)
            values (:slug, :name, (select id from product_categories where slug = :parent))
            on conflict (slug) do update set
              name = excluded.name,
              parent_id = excluded.parent_id
            where (known.name, known.parent_id) is distinct from (excluded.name, excluded.parent_id)
            """,
            Arrays.stream(Category.values())
                .map(
                    category ->
                        new MapSqlParameterSource()
                            .addValue("slug", category.slug())
                            .addValue("name", category.displayName())
                            .addValue("parent", category.parent().map(Category::slug).orElse(null)))
                .toArray(SqlParameterSource[]::new));
  }

  @Bean
  JobRegistry jobRegistry() {
    return new MapJobRegistry();
  }

  @Bean
  Shops shops(PipelineSettings settings, Environment environment) {
    return configured(settings, environment);
  }

  @Bean
  WatchedShops watchedShops(Shops shops, PipelineSettings settings, Environment environment) {
    return new WatchedShops(shops, () -> configured(settings, environment));
  }

  private static Shops configured(PipelineSettings settings, Environment environment) {
    String folder = environment.getProperty(Shops.FOLDER_VARIABLE, "");
    return Shops.load(Map.of(Shops.FOLDER_VARIABLE, folder), new CssSyntax())
        .only(settings.watch())
        .withUrls(settings.shopUrls(), settings.shopDelay());
  }

  /**
   * One for all threads without a registry, one per thread with one: its client is for one thread
   * only.
   */
  static <E extends SpecificRecord> Supplier<EventWire<E>> wire(
      PipelineSettings settings, Function<Optional<URI>, EventWire<E>> make) {
    Optional<URI> registry = Optional.ofNullable(settings.kafka().schemaRegistry());
    if (registry.isEmpty()) {
      EventWire<E> shared = make.apply(registry);
      return () -> shared;
    }
    ThreadLocal<EventWire<E>> own = ThreadLocal.withInitial(() -> make.apply(registry));
    return own::get;
  }

  @Bean
  DeadLetters deadLetters(
      DefaultKafkaProducerFactory<byte[], byte[]> producers,
      NamedParameterJdbcTemplate database,
      PipelineSettings settings) {
    Supplier<EventWire<ErrorEvent>> wire = wire(settings, EventWire::ofErrorEvents);
    return new DeadLetters(producers.createProducer(), event -> wire.get().encode(event), database);
  }

  @Bean
  ReadingRules rules() {
    return new ReadingRules(new PlatformExtractor(), Extractor.VERSION);
  }

  @Bean
  JobDefinition replay(
      Stages stages,
      JobRepository repository,
      PlatformTransactionManager transactions,
      ChunkTransactions chunks) {
    return new ReplayJob(stages, repository, transactions, chunks);
  }

  @Bean
  Stages stages(
      WatchedShops shops,
      PoliteFetcher fetcher,
      PageArchive archive,
      ReadingRules rules,
      PipelineSettings settings,
      NamedParameterJdbcTemplate named,
      JdbcClient database,
      ScrapeRuns runs,
      MissedSlots missedSlots,
      RunQuality quality,
      DefaultKafkaProducerFactory<byte[], byte[]> producers,
      DeadLetters deadLetters) {
    Producer<byte[], byte[]> producer = producers.createProducer();
    TopicPartitions partitions =
        new TopicPartitions(producer.partitionsFor(Topics.PRODUCT_EVENTS).size());
    Supplier<EventWire<ProductEvent>> wire = wire(settings, EventWire::ofProductEvents);
    return new Stages(
        shops,
        fetcher,
        archive,
        new PageIndex(named),
        rules,
        new Normaliser(),
        new KnownProducts(database),
        new MissingProducts(database),
        partitions,
        new EventPublisher(
            Topics.PRODUCT_EVENTS, producer, event -> wire.get().encode(event), partitions),
        deadLetters,
        runs,
        missedSlots,
        quality,
        VERSION);
  }

  /** A chunk never lies idle as long as that: a lease is lost long before. */
  @Bean
  ChunkTransactions chunkTransactions(
      PlatformTransactionManager transactions, JdbcClient database, PipelineSettings settings) {
    return new ChunkTransactions(transactions, database, settings.leaseLength().multipliedBy(2));
  }

  @Bean
  JobDefinition scrape(
      Stages stages,
      JobRepository repository,
      PlatformTransactionManager transactions,
      ChunkTransactions chunks) {
    return new ScrapeJob(stages, repository, transactions, chunks);
  }

  @Bean
  JobDefinition backfill(
      Stages stages,
      JobRepository repository,
      PlatformTransactionManager transactions,
      ChunkTransactions chunks,
      BackfillPlanner planner,
      Leases leases,
      LoadBacklog backlog,
      PipelineSettings settings) {
    LiveFirst.Rules liveFirst =
        new LiveFirst.Rules(
            shop -> leases.isHeld(ScheduledJob.SCRAPE.jobName() + "/" + shop),
            backlog::records,
            settings.backfillBacklog(),
            Duration.ofSeconds(15),
            Duration.ofMillis(500));
    return new BackfillJob(stages, repository, transactions, chunks, planner, liveFirst);
  }

  @Bean
  JobDefinition purge(
      MetadataPurge purge,
      PageArchive archive,
      JobRepository repository,
      PlatformTransactionManager transactions) {
    return new PurgeJob(purge, archive, repository, transactions);
  }

  @Bean
  JobDefinition load(
      PipelineSettings settings,
      JdbcTemplate template,
      DataSource dataSource,
      DefaultKafkaConsumerFactory<byte[], byte[]> consumers,
      DeadLetters deadLetters,
      Stages stages,
      Leases leases,
      JobRepository repository,
      PlatformTransactionManager transactions,
      ChunkTransactions chunks,
      Clock clock) {
    Supplier<EventWire<ProductEvent>> wire = wire(settings, EventWire::ofProductEvents);
    PartitionLoader.Builder loaders =
        new PartitionLoader.Builder(
            new LoadSettings(
                Topics.PRODUCT_EVENTS,
                settings.loadChunkVariants(),
                settings.loadChunkVariants(),
                Duration.ofMillis(500),
                Duration.ofSeconds(30)),
            template,
            ConnectionsConfiguration.aside(dataSource),
            consumers::createConsumer,
            bytes -> wire.get().decode(bytes),
            clock);
    SimpleAsyncTaskExecutor workers = new SimpleAsyncTaskExecutor("load-");
    workers.setConcurrencyLimit(settings.loadWorkers());
    workers.setTaskDecorator(JobsConfiguration::withCallersMdc);
    return new LoadJob(
        loaders,
        deadLetters,
        clock,
        leases,
        Topics.PRODUCT_EVENTS,
        stages.partitions()::count,
        settings.leasePatience(),
        workers,
        repository,
        transactions,
        chunks);
  }

  /** Log lines of a job's other threads name the job as well. */
  private static Runnable withCallersMdc(Runnable task) {
    Map<String, String> callers = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());
    return () -> {
      MDC.setContextMap(callers);
      try {
        task.run();
      } finally {
        MDC.clear();
      }
    };
  }

  @Bean
  JobStarter jobStarter(
      JobOperator operator,
      JobRepository repository,
      Leases leases,
      List<JobDefinition> jobs,
      ExecutionErrors errors,
      Clock clock) {
    return new JobStarter(operator, repository, leases, jobs, errors, clock);
  }

  @Bean
  SmartLifecycle runsUnderWay(JobStarter starter) {
    return starter.lifecycle();
  }
}
