package com.skatestock.batch.source;

import java.util.Arrays;

/** The bytes of a response, equal by content. Wrapped without a copy, so nobody may change them. */
public final class Body {
  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Wraps {@code bytes}, which the caller gives away. */
  public static Body of(byte[] bytes) {
    return new Body(bytes);
  }

  /** The bytes themselves, not a copy: to be read only. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
