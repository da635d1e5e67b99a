package com.skatestock.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The file {@code stack.properties} in the data folder: the addresses of a stack that is ready. It
 * appears when all servers answer and goes when they stop. A killed run leaves it behind: whoever
 * waits for it compares {@code skatestock.local.pid} with the process it started. The names are
 * those of Spring Boot, so that an application can import the file as it is.
 */
final class StackFile {
  private StackFile() {}

  static Path in(Path data) {
    return data.resolve("stack.properties");
  }

  static void write(Path data, LocalStack stack) {
    SortedMap<String, String> properties = new TreeMap<>();
    if (stack.running(LocalServer.POSTGRES)) {
      properties.put("spring.datasource.url", stack.jdbcUrl());
      properties.put("spring.datasource.username", stack.username());
      properties.put("spring.datasource.password", stack.password());
    }
    if (stack.running(LocalServer.KAFKA)) {
      properties.put("spring.kafka.bootstrap-servers", stack.kafkaBootstrapServers());
    }
    if (stack.running(LocalServer.REDIS)) {
      properties.put("spring.data.redis.url", stack.redisUri());
    }
    properties.put("skatestock.local.pid", Long.toString(ProcessHandle.current().pid()));
    stack
        .pids()
        .forEach(
            (server, pid) ->
                properties.put("skatestock.local." + server.word() + ".pid", Long.toString(pid)));
    PropertiesFile.write(in(data), properties);
  }

  static Optional<Properties> read(Path data) {
    return PropertiesFile.read(in(data));
  }

  static void delete(Path data) {
    try {
      Files.deleteIfExists(in(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
