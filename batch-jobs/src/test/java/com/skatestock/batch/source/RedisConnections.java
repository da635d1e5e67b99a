package com.skatestock.batch.source;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.resource.ClientResources;
import java.net.URI;
import java.time.Duration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Connections to Redis of their own, as one worker process has them. */
final class RedisConnections implements AutoCloseable {
  private final ClientResources resources;
  private final LettuceConnectionFactory factory;

  RedisConnections(String uri) {
    URI address = URI.create(uri);
    ClientResources.Builder builder = ClientResources.builder();
    RedisPatience.resources(builder);
    resources = builder.build();
    ClientOptions.Builder options =
        ClientOptions.builder()
            .socketOptions(SocketOptions.builder().connectTimeout(Duration.ofSeconds(1)).build());
    RedisPatience.options(options);
    factory =
        new LettuceConnectionFactory(
            new RedisStandaloneConfiguration(address.getHost(), address.getPort()),
            LettuceClientConfiguration.builder()
                .clientResources(resources)
                .clientOptions(options.build())
                .commandTimeout(Duration.ofSeconds(1))
                .shutdownTimeout(Duration.ZERO)
                .build());
    factory.start();
  }

  StringRedisTemplate template() {
    return new StringRedisTemplate(factory);
  }

  @Override
  public void close() {
    factory.destroy();
    resources.shutdown(0, 1, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
