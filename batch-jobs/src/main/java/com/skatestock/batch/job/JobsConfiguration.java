package com.skatestock.batch.job;

import com.skatestock.batch.archive.PageArchive;
import com.skatestock.batch.archive.PageIndex;
import com.skatestock.batch.database.Leases;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.platform.PlatformExtractor;
import com.skatestock.batch.extract.selectors.CssSyntax;
import com.skatestock.batch.job.deadletter.DeadLetterReplay;
import com.skatestock.batch.job.load.LoadJob;
import com.skatestock.batch.job.purge.PurgeJob;
import com.skatestock.batch.job.scrape.BackfillJob;
import com.skatestock.batch.job.scrape.BackfillPlanner;
import com.skatestock.batch.job.scrape.IndexRebuild;
import com.skatestock.batch.job.scrape.LiveFirst;
import com.skatestock.batch.job.scrape.ReadingRules;
import com.skatestock.batch.job.scrape.Rebuilds;
import com.skatestock.batch.job.scrape.ReplayJob;
import com.skatestock.batch.job.scrape.ScrapeJob;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import com.skatestock.batch.job.scrape.Stages;
import com.skatestock.batch.load.History;
import com.skatestock.batch.load.LoadBacklog;
import com.skatestock.batch.load.LoadSettings;
import com.skatestock.batch.load.PartitionLoader;
import com.skatestock.batch.load.RecordCheck;
import com.skatestock.batch.load.TopicReach;
import com.skatestock.batch.normalise.Category;
import com.skatestock.batch.normalise.Normaliser;
import com.skatestock.batch.publish.EventPublisher;
import com.skatestock.batch.publish.KnownProducts;
import com.skatestock.batch.publish.MissingProducts;
import com.skatestock.batch.publish.TopicPartitions;
import com.skatestock.batch.quality.RunQuality;
import com.skatestock.batch.shop.Shops;
import com.skatestock.batch.source.FetchSettings;
import com.skatestock.batch.source.HostBudget;
import com.skatestock.batch.source.PoliteFetcher;
import com.skatestock.batch.source.RobotsShelf;
import com.skatestock.batch.wire.DeadLetterQueue;
import com.skatestock.batch.wire.DeadLetters;
import com.skatestock.batch.wire.EventWire;
import com.skatestock.contracts.ErrorEvent;
import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.Topics;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
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
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the stages and the jobs together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PipelineSettings.class, KafkaProperties.class})
class JobsConfiguration {
  private static final String VERSION =
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
  Shops shops(PipelineSettings settings) {
    return Shops.load(System.getenv(), new CssSyntax())
        .only(settings.watch())
        .withUrls(settings.shopUrls(), settings.shopDelay());
  }

  /** A view of the pool that never takes part in the caller's transaction. */
  private static DataSource aside(DataSource dataSource) {
    return new DelegatingDataSource(dataSource);
  }

  /**
   * Connections of the leases' own: a holder shows that it lives though the pool is used up. One
   * that is dead without a word is given up before the lease has run out, not with the others.
   */
  private static DataSource leaseConnections(DataSource dataSource, Duration leaseLength) {
    if (!(dataSource instanceof HikariDataSource pool)) {
      return aside(dataSource);
    }
    HikariConfig own = new HikariConfig();
    pool.copyStateTo(own);
    own.setPoolName("leases");
    String url = pool.getJdbcUrl();
    own.setJdbcUrl(
        "%s%ssocketTimeout=%d"
            .formatted(
                url, url.contains("?") ? "&" : "?", Math.max(1, leaseLength.toSeconds() / 2)));
    own.setMaximumPoolSize(2);
    own.setMinimumIdle(1);
    return new HikariDataSource(own);
  }

  @Bean
  Leases leases(DataSource dataSource, PipelineSettings settings) {
    String owner =
        ProcessHandle.current().pid() + "@" + System.getenv().getOrDefault("HOSTNAME", "");
    return new Leases(
        leaseConnections(dataSource, settings.leaseLength()), owner, settings.leaseLength());
  }

  @Bean
  DefaultKafkaProducerFactory<byte[], byte[]> producers(KafkaProperties kafka) {
    return new DefaultKafkaProducerFactory<>(
        kafka.buildProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Bean
  DefaultKafkaConsumerFactory<byte[], byte[]> consumers(KafkaProperties kafka) {
    return new DefaultKafkaConsumerFactory<>(
        kafka.buildConsumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Bean
  PoliteFetcher fetcher(
      PipelineSettings settings, HostBudget budget, RobotsShelf robots, Clock clock) {
    return new PoliteFetcher(
        FetchSettings.of("SkateStockBot", VERSION, settings.contact()), budget, robots, clock);
  }

  /**
   * One for all threads without a registry, one per thread with one: its client is for one thread
   * only.
   */
  private static <E extends SpecificRecord> Supplier<EventWire<E>> wire(
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
  PageArchive archive(PipelineSettings settings, Clock clock) {
    return settings.archive().open(settings.s3(), clock);
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
  History history(JdbcClient database) {
    return new History(database);
  }

  @Bean
  TopicReach topicReach(
      JdbcClient database, DefaultKafkaConsumerFactory<byte[], byte[]> consumers) {
    return new TopicReach(database, consumers::createConsumer, Topics.PRODUCT_EVENTS);
  }

  @Bean
  LoadBacklog loadBacklog(
      JdbcClient database, DefaultKafkaConsumerFactory<byte[], byte[]> consumers) {
    return new LoadBacklog(database, consumers::createConsumer, Topics.PRODUCT_EVENTS);
  }

  @Bean
  Rebuilds rebuilds(
      JdbcClient database,
      History history,
      TopicReach reach,
      PlatformTransactionManager transactions,
      Clock clock) {
    return new Rebuilds(database, history, reach, new TransactionTemplate(transactions), clock);
  }

  @Bean
  IndexRebuild indexRebuild(Stages stages, PlatformTransactionManager transactions) {
    return new IndexRebuild(stages, new TransactionTemplate(transactions));
  }

  @Bean
  BackfillPlanner backfillPlanner(JdbcClient database, ReadingRules rules) {
    return new BackfillPlanner(database, rules.version());
  }

  @Bean
  Stages stages(
      Shops shops,
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
      MetadataPurge purge, JobRepository repository, PlatformTransactionManager transactions) {
    return new PurgeJob(purge, repository, transactions);
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
            aside(dataSource),
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
  RunQuality runQuality(JdbcClient database) {
    return new RunQuality(database);
  }

  @Bean
  ScrapeRuns scrapeRuns(JdbcClient database) {
    return new ScrapeRuns(database);
  }

  @Bean
  MissedSlots missedSlots(JdbcClient database, PipelineSettings settings) {
    return new MissedSlots(database, settings.scrapeEvery());
  }

  @Bean
  JobLedger jobLedger(JdbcClient database, JobRepository repository, ExecutionErrors errors) {
    return new JobLedger(database, repository, errors);
  }

  @Bean
  RunOutlook runOutlook(
      JdbcClient database,
      DefaultKafkaConsumerFactory<byte[], byte[]> consumers,
      PipelineSettings settings,
      Clock clock) {
    return new RunOutlook(database, consumers::createConsumer, settings, clock);
  }

  @Bean
  DeadLetterQueue deadLetterQueue(JdbcClient database) {
    return new DeadLetterQueue(database);
  }

  @Bean
  DeadLetterReplay deadLetterReplay(
      DeadLetterQueue queue,
      PipelineSettings settings,
      DefaultKafkaProducerFactory<byte[], byte[]> producers,
      Stages stages,
      ChunkTransactions chunks,
      Clock clock) {
    Supplier<EventWire<ProductEvent>> wire = wire(settings, EventWire::ofProductEvents);
    return new DeadLetterReplay(
        queue,
        new RecordCheck(bytes -> wire.get().decode(bytes), clock),
        producers.createProducer(),
        stages,
        chunks);
  }

  @Bean
  Timeline timeline(JdbcClient database) {
    return new Timeline(database);
  }

  @Bean
  MetadataPurge metadataPurge(JdbcClient database, PlatformTransactionManager transactions) {
    return new MetadataPurge(database, transactions);
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
  ExecutionErrors executionErrors(JdbcClient database) {
    return new ExecutionErrors(database);
  }

  @Bean
  Recovery recovery(
      JobRepository repository,
      JdbcClient database,
      Leases leases,
      List<JobDefinition> jobs,
      Clock clock) {
    return new Recovery(repository, database, leases, jobs, clock);
  }

  @Bean
  SmartLifecycle runsUnderWay(JobStarter starter) {
    return starter.lifecycle();
  }
}
