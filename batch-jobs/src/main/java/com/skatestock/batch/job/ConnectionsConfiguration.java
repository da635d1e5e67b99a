package com.skatestock.batch.job;

import com.skatestock.batch.archive.PageArchive;
import com.skatestock.batch.database.Leases;
import com.skatestock.batch.source.FetchSettings;
import com.skatestock.batch.source.HostBudget;
import com.skatestock.batch.source.PoliteFetcher;
import com.skatestock.batch.source.RobotsShelf;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/** The ways out: shops, archive, Kafka, and the leases' own connections to PostgreSQL. */
@Configuration(proxyBeanMethods = false)
class ConnectionsConfiguration {
  /** A view of the pool that never takes part in the caller's transaction. */
  static DataSource aside(DataSource dataSource) {
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
        FetchSettings.of("SkateStockBot", JobsConfiguration.VERSION, settings.contact()),
        budget,
        robots,
        clock);
  }

  @Bean
  PageArchive archive(PipelineSettings settings, Clock clock) {
    return settings.archive().open(settings.s3(), clock);
  }
}
