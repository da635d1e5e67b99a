package com.skatestock.batch.load;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows in PostgreSQL's binary COPY format, grown in one array and used again for the next chunk.
 * Not safe for several threads.
 *
 * <p>Source: PostgreSQL documentation, "COPY", section "Binary Format"; numeric as in {@code
 * numeric_send}: number of base-10000 digits, weight of the first, sign, display scale, digits.
 */
final class CopyBuffer {
  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  /** Seconds from 1970-01-01 to 2000-01-01, where PostgreSQL's timestamps begin. */
  private static final long EPOCH_2000_MICROS = 946_684_800L * 1_000_000;

  private static final int MONEY_SCALE = 4;
  private static final BigInteger LARGEST_MONEY = BigInteger.TEN.pow(18);

  private byte[] bytes;
  private int size;
  private int rows;

  CopyBuffer(int capacity) {
    bytes = new byte[Math.max(capacity, HEADER.length)];
    clear();
  }

  void clear() {
    System.arraycopy(HEADER, 0, bytes, 0, HEADER.length);
    size = HEADER.length;
    rows = 0;
  }

  int rows() {
    return rows;
  }

  int size() {
    return size;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Ends the file; no row may follow. */
  void end() {
    room(2);
    putShort(-1);
  }

  void startRow(int columns) {
    room(2);
    putShort(columns);
    rows++;
  }

  void int2(@Nullable Short value) {
    if (value == null) {
      nothing();
      return;
    }
    room(6);
    putInt(2);
    putShort(value);
  }

  void int4(@Nullable Integer value) {
    if (value == null) {
      nothing();
      return;
    }
    room(8);
    putInt(4);
    putInt(value);
  }

  void int8(long value) {
    room(12);
    putInt(8);
    putLong(value);
  }

  /** A {@code timestamptz}, given in microseconds since 1970. */
  void timestamp(long epochMicros) {
    int8(epochMicros - EPOCH_2000_MICROS);
  }

  void bytea(byte[] value) {
    room(4 + value.length);
    putInt(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /** Text; a NUL, which PostgreSQL's text cannot hold, becomes U+FFFD. */
  void text(@Nullable CharSequence value) {
    if (value == null) {
      nothing();
      return;
    }
    int length = value.length();
    room(4 + 3 * length);
    int start = size + 4;
    int at = start;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c == 0 || c > 0x7f) {
        textBeyondAscii(value.toString());
        return;
      }
      bytes[at++] = (byte) c;
    }
    putInt(at - start);
    size = at;
  }

  private void textBeyondAscii(String value) {
    bytea(value.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8));
  }

  /** A {@code numeric} with four decimals. */
  void money(@Nullable BigDecimal value) {
    if (value == null) {
      nothing();
      return;
    }
    BigInteger unscaled = value.setScale(MONEY_SCALE).unscaledValue();
    if (unscaled.abs().compareTo(LARGEST_MONEY) >= 0) {
      throw new ArithmeticException("More digits than numeric(19, 4) takes: " + value);
    }
    long amount = unscaled.longValueExact();
    boolean negative = amount < 0;
    long rest = Math.abs(amount);
    // Four decimals are exactly one base-10000 digit after the point: weight 0 is the units' digit.
    short[] digits = new short[6];
    int count = 0;
    while (rest > 0) {
      digits[count++] = (short) (rest % 10_000);
      rest /= 10_000;
    }
    int trailing = 0;
    while (trailing < count && digits[trailing] == 0) {
      trailing++;
    }
    int sent = count - trailing;
    room(12 + 2 * sent);
    putInt(8 + 2 * sent);
    putShort(sent);
    putShort(count == 0 ? 0 : count - 2);
    putShort(negative ? 0x4000 : 0);
    putShort(MONEY_SCALE);
    for (int i = count - 1; i >= trailing; i--) {
      putShort(digits[i]);
    }
  }

  private void nothing() {
    room(4);
    putInt(-1);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  private void putShort(int value) {
    bytes[size++] = (byte) (value >>> 8);
    bytes[size++] = (byte) value;
  }

  private void putInt(int value) {
    putShort(value >>> 16);
    putShort(value);
  }

  private void putLong(long value) {
    putInt((int) (value >>> 32));
    putInt((int) value);
  }
}
