package com.skatestock.batch.cli;

import com.skatestock.batch.extract.selectors.CssSyntax;
import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.shop.Shops;
import com.skatestock.batch.source.BudgetSettings;
import com.skatestock.batch.source.FetchSettings;
import com.skatestock.batch.source.PoliteFetcher;
import com.skatestock.batch.source.RedisPatience;
import com.skatestock.batch.source.RedisRobotsShelf;
import com.skatestock.batch.source.SharedHostBudget;
import java.time.Clock;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * What looking at a shop needs: the settings, and the hosts' budgets that it shares with the
 * scrapes. Not annotated as a configuration, so that the whole application does not find it.
 */
@EnableConfigurationProperties(PipelineSettings.class)
@ImportAutoConfiguration(DataRedisAutoConfiguration.class)
class CheckConfiguration {

  @Bean
  LettuceClientOptionsBuilderCustomizer redisOptions() {
    return RedisPatience::options;
  }

  @Bean
  Shops shops(PipelineSettings settings) {
    return Shops.load(System.getenv(), new CssSyntax())
        .withUrls(settings.shopUrls(), settings.shopDelay());
  }

  /** A handful of pages is asked for without a lease too, at double delay while Redis is away. */
  @Bean
  PoliteFetcher fetcher(PipelineSettings settings, StringRedisTemplate redis) {
    Clock clock = Clock.systemUTC();
    return new PoliteFetcher(
        FetchSettings.of("SkateStockBot", "0.1.0", settings.contact()),
        new SharedHostBudget(redis, BudgetSettings.USUAL, shop -> true, clock),
        new RedisRobotsShelf(redis),
        clock);
  }
}
