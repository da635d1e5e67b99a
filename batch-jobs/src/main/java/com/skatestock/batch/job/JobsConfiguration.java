package com.skatestock.batch.job;

import com.skatestock.batch.archive.PageArchive;
import com.skatestock.batch.database.Leases;
import com.skatestock.batch.job.load.LoadJob;
import com.skatestock.batch.job.purge.PurgeJob;
import com.skatestock.batch.job.scrape.BackfillJob;
import com.skatestock.batch.job.scrape.BackfillPlanner;
import com.skatestock.batch.job.scrape.LiveFirst;
import com.skatestock.batch.job.scrape.ReplayJob;
import com.skatestock.batch.job.scrape.ScrapeFlow;
import com.skatestock.batch.job.scrape.ScrapeJob;
import com.skatestock.batch.job.scrape.Stages;
import com.skatestock.batch.load.LoadBacklog;
import com.skatestock.batch.load.LoadSettings;
import com.skatestock.batch.load.PartitionLoader;
import com.skatestock.batch.wire.DeadLetters;
import com.skatestock.batch.wire.EventWire;
import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.MDC;
import org.springframework.batch.core.configuration.JobRegistry;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.transaction.PlatformTransactionManager;

/** The jobs, made of the stages. */
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

  @Bean
  JobRegistry jobRegistry() {
    return new MapJobRegistry();
  }

  @Bean
  ScrapeFlow scrapeFlow(Stages stages, JobRepository repository, ChunkTransactions chunks) {
    return new ScrapeFlow(stages, repository, chunks);
  }

  @Bean
  JobDefinition replay(ScrapeFlow flow) {
    return new ReplayJob(flow);
  }

  /** In the place of Boot's. None lies idle for as long as two leases: one is lost long before. */
  @Bean
  PlatformTransactionManager transactions(DataSource dataSource, PipelineSettings settings) {
    return new LimitedTransactions(dataSource, settings.leaseLength().multipliedBy(2));
  }

  @Bean
  ChunkTransactions chunkTransactions(PlatformTransactionManager transactions) {
    return new ChunkTransactions(transactions);
  }

  @Bean
  JobDefinition scrape(ScrapeFlow flow) {
    return new ScrapeJob(flow);
  }

  @Bean
  JobDefinition backfill(
      Stages stages,
      JobRepository repository,
      ChunkTransactions chunks,
      BackfillPlanner planner,
      Leases leases,
      LoadBacklog backlog,
      PipelineSettings settings) {
    LiveFirst.Rules liveFirst =
        new LiveFirst.Rules(
            shop -> leases.isHeld(JobIdentity.leaseOfScrapes(shop)),
            backlog::records,
            settings.backfillBacklog(),
            Duration.ofSeconds(15),
            Duration.ofMillis(500));
    return new BackfillJob(stages, repository, chunks, planner, liveFirst);
  }

  @Bean
  JobDefinition purge(MetadataPurge purge, PageArchive archive, JobRepository repository) {
    return new PurgeJob(purge, archive, repository);
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
      ChunkTransactions chunks,
      Clock clock) {
    Supplier<EventWire<ProductEvent>> wire =
        StagesConfiguration.wire(settings, EventWire::ofProductEvents);
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
