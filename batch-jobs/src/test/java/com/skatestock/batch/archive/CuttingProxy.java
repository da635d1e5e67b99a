package com.skatestock.batch.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and an HTTP server on this machine, one request a connection, and cuts
 * off the answers that it is told to: behind the server's back, the request has had its effect.
 */
final class CuttingProxy implements AutoCloseable {
  private final URI target;
  private final ServerSocket door;
  private final AtomicInteger toCut = new AtomicInteger();
  private final AtomicInteger cut = new AtomicInteger();
  private volatile int bodyBytes;

  CuttingProxy(URI target) throws IOException {
    this.target = target;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /** Nothing comes back of the next answers. */
  void swallowAnswers(int number) {
    cutAnswers(number, -1);
  }

  /** Of the next answers come back the head and so many bytes of the body; -1 for nothing. */
  void cutAnswers(int number, int bodyBytes) {
    this.bodyBytes = bodyBytes;
    toCut.set(number);
  }

  int swallowed() {
    return cut.get();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Thread.ofPlatform().daemon().start(() -> carry(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void carry(Socket client) {
    try (client;
        Socket server = new Socket(target.getHost(), target.getPort())) {
      Thread.ofPlatform().daemon().start(() -> copy(client, server));
      InputStream answer = server.getInputStream();
      OutputStream back = client.getOutputStream();
      byte[] buffer = new byte[1 << 14];
      for (int n = answer.read(buffer); n >= 0; n = answer.read(buffer)) {
        String start = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        if (!start.startsWith("HTTP/1.1 100") && toCut.getAndUpdate(i -> Math.max(0, i - 1)) > 0) {
          cut.incrementAndGet();
          int head = start.indexOf("\r\n\r\n") + 4;
          back.write(buffer, 0, bodyBytes < 0 ? 0 : Math.min(n, head + bodyBytes));
          return;
        }
        back.write(buffer, 0, n);
      }
    } catch (IOException ended) {
      // one side has had enough
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // likewise
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
