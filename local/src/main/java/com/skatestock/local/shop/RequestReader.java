package com.skatestock.local.shop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads one request after the other from a connection; a body is read and dropped. */
final class RequestReader {
  private static final int MOST_HEADER_BYTES = 32 * 1024;
  private static final long MOST_BODY_BYTES = 1024 * 1024;

  /** What came in is no HTTP/1 request that this server understands. */
  static final class BadRequestException extends IOException {
    private static final long serialVersionUID = 1;

    BadRequestException(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  private final ReadableByteChannel connection;
  private final ByteBuffer buffer = ByteBuffer.allocate(MOST_HEADER_BYTES).flip();

  RequestReader(ReadableByteChannel connection) {
    this.connection = connection;
  }

  /** Empty at the orderly end of the connection. */
  Optional<HttpRequest> next() throws IOException {
    int end = endOfHeader(0);
    while (end < 0) {
      int read = buffer.remaining();
      if (read == MOST_HEADER_BYTES) {
        throw new BadRequestException("Request header is longer than 32 KiB");
      }
      if (!fill()) {
        return Optional.empty();
      }
      end = endOfHeader(Math.max(0, read - 3));
    }
    String head = new String(buffer.array(), buffer.position(), end, StandardCharsets.ISO_8859_1);
    buffer.position(buffer.position() + end + 4);
    HttpRequest request = parsed(head);
    dropBody(request);
    return Optional.of(request);
  }

  /** The number of bytes before the empty line, or -1. */
  private int endOfHeader(int from) {
    byte[] bytes = buffer.array();
    for (int i = buffer.position() + from; i + 3 < buffer.limit(); i++) {
      if (bytes[i] == '\r'
          && bytes[i + 1] == '\n'
          && bytes[i + 2] == '\r'
          && bytes[i + 3] == '\n') {
        return i - buffer.position();
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    buffer.compact();
    int read = connection.read(buffer);
    buffer.flip();
    return read > 0;
  }

  private static HttpRequest parsed(String head) throws BadRequestException {
    String[] lines = head.split("\r\n", -1);
    String[] first = lines[0].split(" ", -1);
    if (first.length != 3 || !first[1].startsWith("/") || !first[2].startsWith("HTTP/1.")) {
      throw new BadRequestException("Not understood: " + lines[0]);
    }
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon < 1) {
        throw new BadRequestException("Header line without a name: " + lines[i]);
      }
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
    boolean keepAlive =
        first[2].equals("HTTP/1.0")
            ? connection.contains("keep-alive")
            : !connection.contains("close");
    return new HttpRequest(first[0], first[1], headers, keepAlive);
  }

  private void dropBody(HttpRequest request) throws IOException {
    if (request.headers().containsKey("transfer-encoding")) {
      throw new BadRequestException("A shop takes no chunked bodies");
    }
    String length = request.headers().getOrDefault("content-length", "0");
    if (!length.matches("[0-9]{1,9}") || Long.parseLong(length) > MOST_BODY_BYTES) {
      throw new BadRequestException("A shop takes no body of that length: " + length);
    }
    long left = Long.parseLong(length);
    while (left > 0) {
      if (!buffer.hasRemaining() && !fill()) {
        throw new BadRequestException("The body ended early");
      }
      int dropped = (int) Math.min(left, buffer.remaining());
      buffer.position(buffer.position() + dropped);
      left -= dropped;
    }
  }
}
