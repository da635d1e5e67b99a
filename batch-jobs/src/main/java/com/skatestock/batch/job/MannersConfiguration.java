package com.skatestock.batch.job;

import com.skatestock.batch.archive.PageArchive;
import com.skatestock.batch.database.Leases;
import com.skatestock.batch.source.BudgetSettings;
import com.skatestock.batch.source.HostBudget;
import com.skatestock.batch.source.RedisPatience;
import com.skatestock.batch.source.RedisRobotsShelf;
import com.skatestock.batch.source.RobotsShelf;
import com.skatestock.batch.source.SharedHostBudget;
import com.skatestock.batch.takedown.ShopPurge;
import java.time.Clock;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the workers of all processes share about hosts, in Redis; and how a shop is forgotten. */
@Configuration(proxyBeanMethods = false)
class MannersConfiguration {

  @Bean
  LettuceClientOptionsBuilderCustomizer redisOptions() {
    return RedisPatience::options;
  }

  @Bean
  ClientResourcesBuilderCustomizer redisResources() {
    return RedisPatience::resources;
  }

  @Bean
  HostBudget hostBudget(StringRedisTemplate redis, Leases leases, Clock clock) {
    return new SharedHostBudget(
        redis,
        BudgetSettings.USUAL,
        shop -> leases.isHeldHere(JobIdentity.leaseOfScrapes(shop)),
        clock);
  }

  @Bean
  ShopPurge shopPurge(
      JdbcClient database, PlatformTransactionManager transactions, PageArchive archive) {
    return new ShopPurge(database, new TransactionTemplate(transactions), archive);
  }

  @Bean
  RobotsShelf robotsShelf(StringRedisTemplate redis) {
    return new RedisRobotsShelf(redis);
  }
}
