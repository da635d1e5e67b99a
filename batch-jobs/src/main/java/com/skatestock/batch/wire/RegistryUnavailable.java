package com.skatestock.batch.wire;

import java.net.URI;

/** The schema registry did not answer as it should. Worth another try. */
public final class RegistryUnavailable extends RuntimeException {

  RegistryUnavailable(URI registry, Exception cause) {
    super(
        "The schema registry at %s did not answer as it should: %s. Is it started? Without skatestock.kafka.schema-registry none is needed."
            .formatted(registry, cause.getMessage()),
        cause);
  }
}
