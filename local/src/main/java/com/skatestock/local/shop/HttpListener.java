package com.skatestock.local.shop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An HTTP/1.1 server on the loopback address, a virtual thread per connection. The JDK's own server
 * would not do: it gives no way to cut a body off or to announce a wrong length.
 */
final class HttpListener implements AutoCloseable {
  /** Answers one request on the wire; closing the wire ends the connection. */
  interface Door {
    void answer(HttpRequest request, Wire wire) throws IOException, InterruptedException;
  }

  private final ServerSocketChannel server;
  private final Door door;
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

  private HttpListener(ServerSocketChannel server, Door door) {
    this.server = server;
    this.door = door;
  }

  /**
   * @param port 0 for any free one
   */
  static HttpListener open(int port, Door door) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 256);
    } catch (IOException e) {
      server.close();
      throw new IOException("Port " + port + " cannot be opened: " + e.getMessage(), e);
    }
    HttpListener listener = new HttpListener(server, door);
    Thread.ofVirtual().name("shop-accept").start(listener::accept);
    return listener;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.socket().getLocalPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel connection : connections) {
      connection.close();
    }
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel connection = server.accept();
        connections.add(connection);
        Thread.ofVirtual().name("shop-connection").start(() -> serve(connection));
        if (!server.isOpen()) {
          connection.close();
        }
      } catch (IOException _) {
        // Closed, or a client that was gone before it was accepted: the loop's condition tells.
      }
    }
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
      answerAll(connection);
    } catch (IOException _) {
      // The client has gone, or the simulator is being closed.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(connection);
    }
  }

  private void answerAll(SocketChannel connection) throws IOException, InterruptedException {
    RequestReader reader = new RequestReader(connection);
    try {
      Optional<HttpRequest> request = reader.next();
      while (request.isPresent()) {
        Wire wire = new Wire(connection, request.get());
        door.answer(request.get(), wire);
        request = wire.endsConnection() ? Optional.empty() : reader.next();
      }
    } catch (RequestReader.BadRequestException e) {
      HttpRequest none = new HttpRequest("GET", "/", Map.of(), false);
      new Wire(connection, none).send(Answer.of(400, Answer.TEXT, e.getMessage() + "\n"));
    }
  }
}
