package com.skatestock.batch.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skatestock.batch.source.BodyReader.TooLarge;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
  private static final int CAP = 100_000;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, CAP - 1, CAP})
  void readsABodyOfAnyLengthUpToTheCap(int length) throws IOException {
    byte[] body = bytes(length);
    byte[] gzipped = gzipped(body);

    assertThat(read(body, -1, null, false).bytes()).isEqualTo(body);
    assertThat(read(body, length, null, false).bytes()).isEqualTo(body);
    assertThat(read(gzipped, gzipped.length, "gzip", false).bytes()).isEqualTo(body);
    assertThat(read(gzipped, gzipped.length, "gzip", false).gzipped()).contains(gzipped);
    assertThat(read(gzipped, gzipped.length, "gzip", true).bytes()).isEqualTo(body);
  }

  @Test
  void refusesOneByteMoreThanTheCapOrCutsIt() throws IOException {
    byte[] body = bytes(CAP + 1);
    byte[] repetitive = gzipped(new byte[CAP + 1]);

    assertThatThrownBy(() -> read(body, -1, null, false)).isInstanceOf(TooLarge.class);
    assertThatThrownBy(() -> read(repetitive, repetitive.length, "gzip", false))
        .isInstanceOf(TooLarge.class);
    assertThat(read(body, -1, null, true).bytes()).isEqualTo(Arrays.copyOf(body, CAP));
    assertThat(read(repetitive, repetitive.length, "gzip", true).bytes()).isEqualTo(new byte[CAP]);
  }

  /** The length at the end is that of the last member only. */
  @Test
  void readsAllMembersOfAGzipStream() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzipped(bytes(40_000)));
    members.write(gzipped(bytes(3)));

    byte[] body = read(members.toByteArray(), members.size(), "gzip", false).bytes();

    assertThat(body).hasSize(40_003).startsWith(bytes(40_000)).endsWith(bytes(3));
  }

  private static Body read(byte[] sent, long length, @Nullable String encoding, boolean cut)
      throws IOException {
    return BodyReader.read(new ByteArrayInputStream(sent), length, encoding, CAP, cut);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    Random random = new Random(7);
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt(16);
    }
    return bytes;
  }

  private static byte[] gzipped(byte[] body) throws IOException {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
      out.write(body);
    }
    return gzipped.toByteArray();
  }
}
