package com.skatestock.batch.source;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;

/**
 * How a worker puts up with a Redis that is away: a question fails at once instead of waiting for a
 * connection, and connections are tried again four times a second (Lettuce's own way waits longer
 * and longer, up to half a minute).
 */
public final class RedisPatience {
  private RedisPatience() {}

  public static void options(ClientOptions.Builder options) {
    options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
  }

  public static void resources(ClientResources.Builder resources) {
    resources.reconnectDelay(Delay.constant(Duration.ofMillis(250)));
  }
}
