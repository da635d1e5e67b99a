package com.skatestock.batch.job;

import com.skatestock.batch.database.Leases;
import com.skatestock.batch.job.deadletter.DeadLetterReplay;
import com.skatestock.batch.job.scrape.BackfillPlanner;
import com.skatestock.batch.job.scrape.IndexRebuild;
import com.skatestock.batch.job.scrape.ReadingRules;
import com.skatestock.batch.job.scrape.Rebuilds;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import com.skatestock.batch.job.scrape.Stages;
import com.skatestock.batch.load.History;
import com.skatestock.batch.load.LoadBacklog;
import com.skatestock.batch.load.RecordCheck;
import com.skatestock.batch.load.TopicReach;
import com.skatestock.batch.quality.RunQuality;
import com.skatestock.batch.wire.DeadLetterQueue;
import com.skatestock.batch.wire.EventWire;
import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.Topics;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What operators and the jobs themselves know of runs, positions and refusals. */
@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {
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
  ShopStates shopStates(JdbcClient database) {
    return new ShopStates(database);
  }

  @Bean
  TriggerOwner triggerOwner(JdbcClient database) {
    return new TriggerOwner(database);
  }

  @Bean
  JobLedger jobLedger(JdbcClient database, JobRepository repository, ExecutionErrors errors) {
    return new JobLedger(database, repository, errors);
  }

  @Bean
  RunOutlook runOutlook(
      JdbcClient database,
      LoadBacklog backlog,
      ShopStates states,
      TriggerOwner owner,
      PipelineSettings settings,
      Clock clock) {
    return new RunOutlook(database, backlog, states, owner, settings, clock);
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
    Supplier<EventWire<ProductEvent>> wire =
        StagesConfiguration.wire(settings, EventWire::ofProductEvents);
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
}
