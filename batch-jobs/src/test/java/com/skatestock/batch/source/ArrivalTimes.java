package com.skatestock.batch.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that knows when each request came and who sent it. One thread, so that none waits. */
final class ArrivalTimes implements AutoCloseable {

  /**
   * A request.
   *
   * @param at its arrival, since the server was started
   * @param agent the User-Agent
   */
  record Arrival(Duration at, String agent) {}

  private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private final long begun = System.nanoTime();

  ArrivalTimes() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("arrivals").start(this::serve);
  }

  String address() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  /** Since the server was started. */
  Duration now() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  List<Arrival> all() {
    return List.copyOf(arrivals);
  }

  /** Those from {@code from} on and before {@code to}. */
  List<Arrival> between(Duration from, Duration to) {
    return arrivals.stream()
        .filter(each -> each.at().compareTo(from) >= 0 && each.at().compareTo(to) < 0)
        .toList();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(1_000);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        String first = in.readLine();
        Duration at = now();
        String agent = "";
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
          if (line.toLowerCase(Locale.ROOT).startsWith("user-agent:")) {
            agent = line.substring("user-agent:".length()).strip();
          }
        }
        if (first != null) {
          arrivals.add(new Arrival(at, agent));
        }
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
                    .getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        // hung up, or the server is closed
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
