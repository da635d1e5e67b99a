package com.skatestock.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address. */
final class Ports {
  static final String LOOPBACK = "127.0.0.1";

  /**
   * Below the range from which systems give ports to outgoing connections, so that none takes it in
   * between.
   */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 32_000;

  private Ports() {}

  /** A port on which nobody listens now. */
  static int free() {
    for (int attempt = 0; attempt < 200; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new LocalStackException("No free port between " + LOWEST + " and " + HIGHEST);
  }

  /**
   * Starts a process while no port is probed: the child would inherit the probe's socket until it
   * runs its program, and keep the port taken.
   */
  static synchronized Process startProcess(ProcessBuilder builder) throws IOException {
    return builder.start();
  }

  static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port);
  }

  static synchronized boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(at(port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /**
   * The port for the next start.
   *
   * @param last the port of the last start, which clients know; 0 if there was none
   * @throws LocalStackException if that one, or the wanted one, is taken
   */
  static int next(LocalServer server, int last, OptionalInt wanted) {
    if (last == 0 && wanted.isEmpty()) {
      return free();
    }
    int port = last == 0 ? wanted.getAsInt() : last;
    requireFree(server, port);
    return port;
  }

  private static void requireFree(LocalServer server, int port) {
    if (!isFree(port)) {
      throw new LocalStackException(
          "%s cannot have port %d: another process listens there. Give another port, or none for a free one."
              .formatted(server.title(), port));
    }
  }
}
