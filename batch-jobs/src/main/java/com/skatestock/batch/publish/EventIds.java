package com.skatestock.batch.publish;

import com.skatestock.contracts.EventId;
import com.skatestock.contracts.ProductEventType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * Event ids as a function of what the event says: publishing it again gives the same id, so that
 * the loader can tell. The id is a UUID of version 8 (RFC 9562, section 5.8) from the first bytes
 * of a SHA-256. Not safe for several threads.
 */
final class EventIds {
  private final MessageDigest sha256;

  EventIds() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /**
   * @param kind what sort of event; the full-product types count as one, since which of them it is
   *     depends on what was known when
   * @param subject product or products, as bytes
   */
  EventId of(
      ProductEventType kind,
      String shop,
      Instant observedAt,
      int parserVersion,
      byte[]... subject) {
    sha256.update(kind.name().getBytes(StandardCharsets.US_ASCII));
    sha256.update((byte) 0);
    sha256.update(shop.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0);
    sha256.update(
        ByteBuffer.allocate(16)
            .putLong(observedAt.getEpochSecond())
            .putInt(observedAt.getNano() / 1_000)
            .putInt(parserVersion)
            .array());
    for (byte[] part : subject) {
      sha256.update(ByteBuffer.allocate(4).putInt(part.length).array());
      sha256.update(part);
    }
    byte[] digest = sha256.digest();
    byte[] id = new byte[16];
    System.arraycopy(digest, 0, id, 0, id.length);
    id[6] = (byte) ((id[6] & 0x0f) | 0x80);
    id[8] = (byte) ((id[8] & 0x3f) | 0x80);
    return new EventId(id);
  }
}
