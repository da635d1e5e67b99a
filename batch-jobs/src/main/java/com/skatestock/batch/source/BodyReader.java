package com.skatestock.batch.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
  static Body read(InputStream in, long length, @Nullable String encoding, int cap, boolean cut)
      throws IOException {
    String packed = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    if (length > cap && !cut) {
      throw new TooLarge(cap);
    }
    return switch (packed) {
      case "", "identity" -> Body.of(sent(in, length, cap, cut));
      case "gzip", "x-gzip" -> {
        if (cut) {
          yield Body.of(all(new GZIPInputStream(in, FIRST_GUESS), FIRST_GUESS, cap, true));
        }
        byte[] gzipped = sent(in, length, cap, false);
        yield Body.of(unpacked(gzipped, cap), gzipped);
      }
      default -> throw new UnknownEncoding(packed);
    };
  }

  private static byte[] sent(InputStream in, long length, int cap, boolean cut) throws IOException {
    return length >= 0 && length <= cap
        ? exactly(in, (int) length)
        : all(in, FIRST_GUESS, cap, cut);
  }

  /** A gzip stream ends with the length of what it holds; it is believed only as a first guess. */
  private static byte[] unpacked(byte[] gzipped, int cap) throws IOException {
    int told =
        gzipped.length < Integer.BYTES
            ? 0
            : ByteBuffer.wrap(gzipped)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(gzipped.length - Integer.BYTES);
    int guess = told >= 0 && told <= cap ? told : cap + 1;
    return all(
        new GZIPInputStream(new ByteArrayInputStream(gzipped), FIRST_GUESS), guess, cap, false);
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] body = new byte[length];
    int read = in.readNBytes(body, 0, length);
    if (read < length) {
      throw new CutOff("body ends after " + read + " of " + length + " bytes");
    }
    return body;
  }

  /** Reads to the end; if the guess is right nothing is copied. */
  private static byte[] all(InputStream in, int guess, int cap, boolean cut) throws IOException {
    byte[] body = new byte[Math.min(guess, cap + 1)];
    int size = 0;
    while (size <= cap) {
      if (size == body.length) {
        int next = in.read();
        if (next < 0) {
          return body;
        }
        body = Arrays.copyOf(body, (int) Math.min(cap + 1L, body.length * 2L + 1));
        body[size++] = (byte) next;
      } else {
        int read = in.read(body, size, body.length - size);
        if (read < 0) {
          return Arrays.copyOf(body, size);
        }
        size += read;
      }
    }
    if (cut) {
      return Arrays.copyOf(body, cap);
    }
    throw new TooLarge(cap);
  }
}
