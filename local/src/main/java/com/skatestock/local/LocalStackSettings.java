package com.skatestock.local;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What to start, and where.
 *
 * @param data folder that keeps everything between starts; created when absent
 * @param servers what is started at once; the others can be started later
 * @param ports ports asked for; a server without one gets a free port
 * @param walArchive folder to which PostgreSQL copies each finished segment of its write-ahead log,
 *     so that a base backup can be brought to any later moment
 */
public record LocalStackSettings(
    Path data,
    Set<LocalServer> servers,
    Map<LocalServer, Integer> ports,
    Optional<Path> walArchive) {

  public LocalStackSettings {
    servers = Set.copyOf(servers);
    ports = Map.copyOf(ports);
    ports.forEach(
        (server, port) -> {
          if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(
                "Port " + port + " for " + server.title() + " is not between 1 and 65535");
          }
        });
  }

  /** All three servers on free ports. */
  public static LocalStackSettings in(Path data) {
    return new LocalStackSettings(
        data, EnumSet.allOf(LocalServer.class), Map.of(), Optional.empty());
  }

  /** The same, starting these servers only. */
  public LocalStackSettings only(LocalServer... wanted) {
    return new LocalStackSettings(data, Set.of(wanted), ports, walArchive);
  }

  /** The same, with this server on the given port. */
  public LocalStackSettings port(LocalServer server, int port) {
    Map<LocalServer, Integer> more = new EnumMap<>(LocalServer.class);
    more.putAll(ports);
    more.put(server, port);
    return new LocalStackSettings(data, servers, more, walArchive);
  }

  /** The same, with PostgreSQL's write-ahead log kept in that folder, which must exist. */
  public LocalStackSettings archivingWal(Path folder) {
    return new LocalStackSettings(data, servers, ports, Optional.of(folder.toAbsolutePath()));
  }

  OptionalInt port(LocalServer server) {
    Integer port = ports.get(server);
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }
}
