package com.skatestock.batch.job;

import com.skatestock.batch.archive.PageArchive;
import com.skatestock.batch.archive.PageIndex;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.platform.PlatformExtractor;
import com.skatestock.batch.extract.selectors.CssSyntax;
import com.skatestock.batch.job.scrape.ReadingRules;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import com.skatestock.batch.job.scrape.Stages;
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
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/** The stages, made once and shared by all runs. */
@Configuration(proxyBeanMethods = false)
class StagesConfiguration {
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
        .withUrls(settings.shopUrls(), settings.shopDelay())
        .only(settings.watch());
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
        JobsConfiguration.VERSION);
  }
}
