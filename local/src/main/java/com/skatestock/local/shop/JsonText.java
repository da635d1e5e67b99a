package com.skatestock.local.shop;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON in UTF-8 as Shopify's servers do: no spaces; angle brackets, ampersands and slashes
 * escaped.
 */
final class JsonText {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] text;
  private int length;
  private boolean first = true;

  JsonText(int expectedBytes) {
    text = new byte[expectedBytes];
  }

  JsonText object() {
    return open('{');
  }

  JsonText array() {
    return open('[');
  }

  JsonText endObject() {
    return close('}');
  }

  JsonText endArray() {
    return close(']');
  }

  /** The name of the value that follows. */
  JsonText name(String name) {
    comma();
    add('"');
    ascii(name);
    add('"');
    add(':');
    first = true;
    return this;
  }

  JsonText value(@Nullable String value) {
    comma();
    if (value == null) {
      ascii("null");
    } else {
      quote(value);
    }
    return this;
  }

  JsonText field(String name, @Nullable String value) {
    return name(name).value(value);
  }

  JsonText field(String name, long value) {
    return name(name).bare(Long.toString(value));
  }

  JsonText field(String name, BigDecimal value) {
    return name(name).bare(value.toPlainString());
  }

  JsonText field(String name, boolean value) {
    return name(name).bare(Boolean.toString(value));
  }

  ByteBuffer bytes() {
    return ByteBuffer.wrap(text, 0, length).asReadOnlyBuffer();
  }

  @Override
  public String toString() {
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  private JsonText open(char bracket) {
    comma();
    add(bracket);
    first = true;
    return this;
  }

  private JsonText close(char bracket) {
    add(bracket);
    first = false;
    return this;
  }

  private JsonText bare(String value) {
    comma();
    ascii(value);
    return this;
  }

  private void comma() {
    if (!first) {
      add(',');
    }
    first = false;
  }

  private void quote(String value) {
    add('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\', '/' -> {
          add('\\');
          add(c);
        }
        case '\n' -> ascii("\\n");
        case '<', '>', '&' -> unicode(c);
        default -> {
          if (c < ' ') {
            unicode(c);
          } else if (c < 0x80) {
            add(c);
          } else {
            int end = value.offsetByCodePoints(i, 1);
            bytes(value.substring(i, end).getBytes(StandardCharsets.UTF_8));
            i = end - 1;
          }
        }
      }
    }
    add('"');
  }

  private void unicode(char c) {
    ascii("\\u00");
    add((char) HEX[c >> 4 & 15]);
    add((char) HEX[c & 15]);
  }

  private void ascii(String value) {
    bytes(value.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void bytes(byte[] more) {
    grow(more.length);
    System.arraycopy(more, 0, text, length, more.length);
    length += more.length;
  }

  private void add(char c) {
    grow(1);
    text[length++] = (byte) c;
  }

  private void grow(int more) {
    if (length + more > text.length) {
      text = Arrays.copyOf(text, Math.max(length + more, text.length * 2));
    }
  }
}
