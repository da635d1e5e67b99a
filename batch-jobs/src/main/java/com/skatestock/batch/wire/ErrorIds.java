package com.skatestock.batch.wire;

import com.skatestock.contracts.ErrorId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Ids of refusals as a function of what was refused and why: a UUID of version 8 (RFC 9562) from a
 * SHA-256.
 */
public final class ErrorIds {

  private ErrorIds() {}

  /** The id of the refusal that {@code parts} describe; null parts count as such. */
  public static ErrorId of(@Nullable Object... parts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (Object part : parts) {
        if (part != null) {
          sha256.update(part.toString().getBytes(StandardCharsets.UTF_8));
        }
        sha256.update((byte) (part == null ? 1 : 0));
      }
      byte[] id = Arrays.copyOf(sha256.digest(), 16);
      id[6] = (byte) ((id[6] & 0x0f) | 0x80);
      id[8] = (byte) ((id[8] & 0x3f) | 0x80);
      return new ErrorId(id);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
