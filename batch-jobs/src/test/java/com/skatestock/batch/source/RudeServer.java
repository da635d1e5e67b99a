package com.skatestock.batch.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small HTTP server on raw sockets, so that it can answer as no honest server would. */
final class RudeServer implements AutoCloseable {
  /** Writes an answer, rude or not. */
  @FunctionalInterface
  interface Reply {
    void write(OutputStream out) throws Exception;
  }

  /** A request as it arrived. */
  record Request(String path, Map<String, String> headers) {}

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Queue<Reply>> replies = new ConcurrentHashMap<>();
  private final ServerSocket server;

  RudeServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
    on("/robots.txt", status(404, ""));
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  /** Answers a path with these replies in order; the last one stays. */
  RudeServer on(String path, Reply... sequence) {
    replies.put(path, new ArrayDeque<>(List.of(sequence)));
    return this;
  }

  long requestsFor(String path) {
    return requests.stream().filter(request -> request.path().equals(path)).count();
  }

  static Reply raw(String text) {
    return raw(text.getBytes(ISO_8859_1));
  }

  static Reply raw(byte[] bytes) {
    return out -> out.write(bytes);
  }

  /** Lines as HTTP ends them. */
  static Reply lines(String... lines) {
    return raw(String.join("\r\n", lines));
  }

  static Reply ok(String body, String... headers) {
    return status(200, body, headers);
  }

  static Reply status(int status, String body, String... headers) {
    String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return raw(
        "HTTP/1.1 "
            + status
            + " X\r\nContent-Length: "
            + body.getBytes(ISO_8859_1).length
            + "\r\nConnection: close\r\n"
            + lines
            + "\r\n"
            + body);
  }

  static Reply redirect(String location) {
    return status(302, "", "Location: " + location);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  /** One request per connection: what follows an answer is then its end. */
  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      String first = in.readLine();
      if (first == null) {
        return;
      }
      Map<String, String> headers = new LinkedHashMap<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      Request request = new Request(first.split(" ", -1)[1], headers);
      requests.add(request);
      Reply reply;
      synchronized (this) {
        Queue<Reply> queue =
            replies.getOrDefault(request.path(), new ArrayDeque<>(List.of(status(404, ""))));
        reply = queue.size() > 1 ? queue.remove() : queue.element();
      }
      reply.write(socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (Exception e) {
      // the client hung up, as it should on some of these answers
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
