package com.skatestock.batch.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body whole, or not at all. A body of announced length goes straight into one array of
 * that size.
 *
 * <p>A body that ends with the connection (HTTP/1.0, neither length nor chunks) cannot be told from
 * one that was cut off; nothing but its content can show that.
 */
final class BodyReader {
  private static final int FIRST_GUESS = 1 << 16;

  private BodyReader() {}

  /** A body beyond the cap. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;

    TooLarge(int cap) {
      super("body is longer than " + cap + " bytes");
    }
  }

  /** A Content-Encoding that was not asked for. */
  static final class UnknownEncoding extends IOException {
    private static final long serialVersionUID = 1;

    UnknownEncoding(String encoding) {
      super("body is packed as '" + encoding + "'");
    }
  }

  /** A body that is not as long as announced. */
  static final class CutOff extends IOException {
    private static final long serialVersionUID = 1;

    CutOff(String message) {
      super(message);
    }
  }

  /**
   * @param length as announced; negative if unknown
   * @param encoding the Content-Encoding header, if any
   * @param cap most bytes of the body, packed and unpacked
   * @param cut true to take the first {@code cap} bytes of a longer body instead of refusing it
   */
  static byte[] read(InputStream in, long length, @Nullable String encoding, int cap, boolean cut)
      throws IOException {
    String packed = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    if (length > cap && !cut) {
      throw new TooLarge(cap);
    }
    return switch (packed) {
      case "", "identity" ->
          length >= 0 && length <= cap ? exactly(in, (int) length) : all(in, cap, cut);
      case "gzip", "x-gzip" -> {
        byte[] body = all(new GZIPInputStream(in, FIRST_GUESS), cap, cut);
        if (body.length < cap && in.read() >= 0) {
          throw new CutOff("bytes after the end of the packed body");
        }
        yield body;
      }
      default -> throw new UnknownEncoding(packed);
    };
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] body = new byte[length];
    int read = in.readNBytes(body, 0, length);
    if (read < length) {
      throw new CutOff("body ends after " + read + " of " + length + " bytes");
    }
    return body;
  }

  private static byte[] all(InputStream in, int cap, boolean cut) throws IOException {
    byte[] body = new byte[Math.min(FIRST_GUESS, cap + 1)];
    int size = 0;
    int read;
    while ((read = in.read(body, size, body.length - size)) >= 0) {
      size += read;
      if (size > cap) {
        if (cut) {
          return Arrays.copyOf(body, cap);
        }
        throw new TooLarge(cap);
      }
      if (size == body.length) {
        body = Arrays.copyOf(body, (int) Math.min(cap + 1L, body.length * 2L));
      }
    }
    return size == body.length ? body : Arrays.copyOf(body, size);
  }
}
