package com.skatestock.contracts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary encoding into one array that is kept from message to message. Avro's own encoders
 * write each text three times: into an array of its own, into their buffer, into the stream behind
 * it. Not safe for several threads.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">The
 *     encoding</a>
 */
final class MessageBytes extends BinaryEncoder {
  private static final int LONGEST_NUMBER = 10;

  private byte[] bytes = new byte[2048];
  private int size;

  /** Forgets what was written, also by an event that broke off, and begins with {@code header}. */
  void begin(byte[] header) {
    size = 0;
    writeFixed(header, 0, header.length);
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  @Override
  public void writeBoolean(boolean value) {
    room(1);
    bytes[size++] = (byte) (value ? 1 : 0);
  }

  @Override
  public void writeInt(int value) {
    writeLong(value);
  }

  @Override
  public void writeLong(long value) {
    room(LONGEST_NUMBER);
    long left = (value << 1) ^ (value >> 63);
    while ((left & ~0x7FL) != 0) {
      bytes[size++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[size++] = (byte) left;
  }

  @Override
  public void writeFloat(float value) {
    littleEndian(Float.floatToRawIntBits(value), Float.BYTES);
  }

  @Override
  public void writeDouble(double value) {
    littleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
  }

  private void littleEndian(long bits, int length) {
    room(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) (bits >>> (Byte.SIZE * i));
    }
  }

  @Override
  public void writeString(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeBytes(utf8, 0, utf8.length);
  }

  @Override
  public void writeString(Utf8 text) {
    writeBytes(text.getBytes(), 0, text.getByteLength());
  }

  @Override
  public void writeBytes(ByteBuffer value) {
    ByteBuffer copy = value.duplicate();
    byte[] content = new byte[copy.remaining()];
    copy.get(content);
    writeBytes(content, 0, content.length);
  }

  @Override
  public void writeBytes(byte[] value, int start, int length) {
    writeLong(length);
    writeFixed(value, start, length);
  }

  @Override
  public void writeFixed(byte[] value, int start, int length) {
    room(length);
    System.arraycopy(value, start, bytes, size, length);
    size += length;
  }

  @Override
  protected void writeZero() {
    room(1);
    bytes[size++] = 0;
  }

  @Override
  public int bytesBuffered() {
    return size;
  }

  @Override
  public void flush() {
    // nothing stands behind the array
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
