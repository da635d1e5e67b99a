package com.skatestock.local.shop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The way back to the client for one answer: whole, or piece by piece for those who misbehave. */
final class Wire {
  /** Content-Length of a body that comes in chunks. */
  static final long CHUNKED = -1;

  private final SocketChannel connection;
  private final HttpRequest request;
  private boolean ends;
  private int status;

  Wire(SocketChannel connection, HttpRequest request) {
    this.connection = connection;
    this.request = request;
    this.ends = !request.keepAlive();
  }

  /** The status sent, 0 before one was. */
  int status() {
    return status;
  }

  boolean endsConnection() {
    return ends || !connection.isOpen();
  }

  boolean isOpen() {
    return connection.isOpen();
  }

  void send(Answer answer) throws IOException {
    ByteBuffer body = answer.body();
    ByteBuffer head = head(answer, body.remaining());
    if (request.isHead() || answer.status() == 304) {
      write(head);
    } else {
      write(head, body);
    }
  }

  /**
   * Sends the header alone.
   *
   * @param length what Content-Length says, or {@link #CHUNKED}
   */
  void sendHead(Answer answer, long length) throws IOException {
    write(head(answer, length));
  }

  void sendBody(ByteBuffer piece) throws IOException {
    if (!request.isHead()) {
      write(piece);
    }
  }

  /** One chunk; an empty piece ends the body. */
  void sendChunk(ByteBuffer piece) throws IOException {
    String size = Integer.toHexString(piece.remaining()) + "\r\n";
    sendBody(Answer.bytes(size));
    sendBody(piece);
    sendBody(Answer.bytes("\r\n"));
  }

  /** Closes the connection, whatever was promised. */
  void cut() throws IOException {
    ends = true;
    connection.close();
  }

  /** Lets the connection end after this answer. */
  void end() {
    ends = true;
  }

  private ByteBuffer head(Answer answer, long length) {
    status = answer.status();
    StringBuilder head = new StringBuilder(320);
    head.append("HTTP/1.1 ").append(status).append(' ').append(reason(status)).append("\r\n");
    head.append("Date: ").append(HttpDate.of(Instant.now())).append("\r\n");
    if (status != 304) {
      head.append("Content-Type: ").append(answer.contentType()).append("\r\n");
      head.append(length == CHUNKED ? "Transfer-Encoding: chunked" : "Content-Length: " + length);
      head.append("\r\n");
    }
    answer
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Connection: ").append(ends ? "close" : "keep-alive").append("\r\n\r\n");
    return ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private void write(ByteBuffer... pieces) throws IOException {
    ByteBuffer last = pieces[pieces.length - 1];
    while (last.hasRemaining() || pieces[0].hasRemaining()) {
      connection.write(pieces);
    }
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 302 -> "Found";
      case 304 -> "Not Modified";
      case 400 -> "Bad Request";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      default -> "Status";
    };
  }
}
