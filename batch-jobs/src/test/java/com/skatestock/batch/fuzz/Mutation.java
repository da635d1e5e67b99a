package com.skatestock.batch.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes broken inputs of sound ones: a few changes each, of bytes, pieces and words. */
final class Mutation {
  private static final int LONGEST = 1 << 20;
  private static final int MOST_CHANGES = 8;

  /** Every so manieth input has a piece repeated very often: deep nesting, long runs. */
  private static final int RARELY = 500;

  private static final byte[] EDGES = {
    0, 1, 2, 0x7F, -0x80, -1, '"', '\'', '<', '>', '{', '[', '\\'
  };

  private final List<byte[]> sound;
  private final List<byte[]> words;

  /**
   * @param sound what is changed
   * @param words what is put in between
   */
  Mutation(List<byte[]> sound, List<String> words) {
    this.sound = sound;
    this.words = words.stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
  }

  byte[] next(SplittableRandom random) {
    byte[] input = sound.get(random.nextInt(sound.size()));
    int changes = 1 + random.nextInt(MOST_CHANGES);
    for (int change = 0; change < changes; change++) {
      input = changed(input, random);
    }
    if (random.nextInt(RARELY) == 0) {
      input = repeated(input, random);
    }
    return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
  }

  private byte[] changed(byte[] input, SplittableRandom random) {
    if (input.length == 0) {
      return word(random);
    }
    int at = random.nextInt(input.length);
    int to = Math.min(input.length, at + 1 + random.nextInt(1 + Math.min(64, input.length)));
    return switch (random.nextInt(9)) {
      case 0 -> withByte(input, at, (byte) (input[at] ^ (1 << random.nextInt(8))));
      case 1 -> withByte(input, at, EDGES[random.nextInt(EDGES.length)]);
      case 2 -> withByte(input, at, (byte) random.nextInt(256));
      case 3 -> joined(input, 0, at, new byte[0], input, to, input.length);
      case 4 -> joined(input, 0, to, new byte[0], input, at, input.length);
      case 5 -> joined(input, 0, at, word(random), input, at, input.length);
      case 6 -> joined(input, 0, at, word(random), input, to, input.length);
      case 7 -> Arrays.copyOf(input, at);
      default -> {
        byte[] other = sound.get(random.nextInt(sound.size()));
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        yield joined(input, 0, at, new byte[0], other, from, other.length);
      }
    };
  }

  private static byte[] repeated(byte[] input, SplittableRandom random) {
    if (input.length == 0) {
      return input;
    }
    int at = random.nextInt(input.length);
    int to = Math.min(input.length, at + 1 + random.nextInt(12));
    byte[] piece = Arrays.copyOfRange(input, at, to);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(input, 0, at);
    for (int times = random.nextInt(20_000); times > 0; times--) {
      out.writeBytes(piece);
    }
    out.write(input, at, input.length - at);
    return out.toByteArray();
  }

  private byte[] word(SplittableRandom random) {
    return words.get(random.nextInt(words.size()));
  }

  private static byte[] withByte(byte[] input, int at, byte value) {
    byte[] copy = input.clone();
    copy[at] = value;
    return copy;
  }

  private static byte[] joined(
      byte[] head, int from, int to, byte[] middle, byte[] tail, int tailFrom, int tailTo) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(head, from, to - from);
    out.writeBytes(middle);
    out.write(tail, tailFrom, tailTo - tailFrom);
    return out.toByteArray();
  }
}
