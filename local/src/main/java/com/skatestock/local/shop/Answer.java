package com.skatestock.local.shop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A whole answer before it goes on the wire.
 *
 * @param changed when what it shows was last changed; empty for pages without validators
 */
record Answer(
    int status,
    String contentType,
    ByteBuffer body,
    Optional<Instant> changed,
    Map<String, String> headers) {

  static final String JSON = "application/json; charset=utf-8";
  static final String HTML = "text/html; charset=utf-8";
  static final String TEXT = "text/plain; charset=utf-8";

  static Answer of(int status, String contentType, String body) {
    return new Answer(status, contentType, bytes(body), Optional.empty(), Map.of());
  }

  static Answer page(String contentType, String body, Instant changed) {
    return new Answer(200, contentType, bytes(body), Optional.of(changed), Map.of());
  }

  static Answer notFound(String contentType) {
    return contentType.equals(JSON)
        ? of(404, JSON, "{\"errors\":\"Not Found\"}")
        : of(
            404,
            HTML,
            "<!doctype html><html><head><title>404 Not Found</title></head><body><h1>404 Page Not"
                + " Found</h1><p>The page you requested does not exist.</p></body></html>");
  }

  Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, contentType, body, changed, more);
  }

  /** The same answer with other bytes and no validators. */
  Answer withBody(ByteBuffer other) {
    return new Answer(status, contentType, other.asReadOnlyBuffer(), Optional.empty(), headers);
  }

  /** The same answer with these bytes, and the validators that it has. */
  Answer carrying(ByteBuffer bytes) {
    return new Answer(status, contentType, bytes, changed, headers);
  }

  Answer withoutBody() {
    return carrying(ByteBuffer.allocate(0));
  }

  /** A view of its own of the bytes. */
  @Override
  public ByteBuffer body() {
    return body.duplicate();
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
  }
}
