package com.skatestock.local.shop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/**
 * Gives an answer its validators, says 304 where the client has it already (RFC 9110, 13),
 * compresses.
 */
record Delivery(boolean gzip) {
  static final String ETAG = "ETag";
  private static final String ENCODING = "Content-Encoding";
  private static final int WORTH_COMPRESSING = 1024;

  Answer of(HttpRequest request, Answer answer) {
    if (answer.status() != 200) {
      return answer;
    }
    Answer tagged =
        answer.headers().containsKey(ETAG) ? answer : answer.with(ETAG, tag(answer.body()));
    Optional<Instant> changed = answer.changed().map(at -> at.truncatedTo(ChronoUnit.SECONDS));
    if (changed.isPresent()) {
      tagged = tagged.with("Last-Modified", HttpDate.of(changed.get()));
    }
    if (gzip) {
      tagged = tagged.with("Vary", "Accept-Encoding");
    }
    if (isKnown(request, tagged, changed)) {
      return new Answer(
          304, tagged.contentType(), ByteBuffer.allocate(0), changed, tagged.headers());
    }
    boolean compress =
        gzip
            && !tagged.headers().containsKey(ENCODING)
            && tagged.body().remaining() >= WORTH_COMPRESSING
            && acceptsGzip(request);
    return compress ? compressed(tagged) : tagged;
  }

  /** Weak, since the compressed form bears the same tag. */
  static String tag(ByteBuffer body) {
    CRC32C sum = new CRC32C();
    int length = body.remaining();
    sum.update(body);
    return "W/\"cacheable:"
        + Long.toHexString(sum.getValue())
        + "-"
        + Integer.toHexString(length)
        + "\"";
  }

  private static boolean isKnown(HttpRequest request, Answer answer, Optional<Instant> changed) {
    Optional<String> tags = request.header("if-none-match");
    if (tags.isPresent()) {
      String own = opaque(answer.headers().getOrDefault(ETAG, ""));
      return Arrays.stream(tags.get().split(",", -1))
          .map(String::strip)
          .anyMatch(tag -> tag.equals("*") || opaque(tag).equals(own));
    }
    return changed.isPresent()
        && request
            .header("if-modified-since")
            .flatMap(HttpDate::read)
            .filter(since -> !changed.get().isAfter(since))
            .isPresent();
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  static boolean acceptsGzip(HttpRequest request) {
    return request.header("accept-encoding").filter(all -> all.contains("gzip")).isPresent();
  }

  static Answer compressed(Answer answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.body().remaining() / 6);
    try (WritableByteChannel out = Channels.newChannel(new GZIPOutputStream(bytes))) {
      out.write(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(
            200,
            answer.contentType(),
            ByteBuffer.wrap(bytes.toByteArray()),
            answer.changed(),
            answer.headers())
        .with(ENCODING, "gzip");
  }
}
