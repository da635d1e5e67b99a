package com.skatestock.batch.extract.sitemap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A sitemap's bytes, packed or not. */
final class SitemapBody {
  /** The protocol's own limit for one sitemap (sitemaps.org, protocol 0.9). */
  private static final int MOST_BYTES = 50 * 1024 * 1024;

  private static final int LOOK = 1_024;

  private SitemapBody() {}

  /** The sitemap itself; empty if it is longer than a sitemap may be. */
  static Optional<byte[]> unpacked(byte[] body) throws IOException {
    if (!isPacked(body)) {
      return Optional.of(body);
    }
    try (InputStream open = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] bytes = open.readNBytes(MOST_BYTES + 1);
      return bytes.length > MOST_BYTES ? Optional.empty() : Optional.of(bytes);
    }
  }

  /** True for XML that begins as a sitemap or an index does, and for what is packed. */
  static boolean looksLike(byte[] body) {
    String start = new String(body, 0, Math.min(body.length, LOOK), StandardCharsets.UTF_8);
    return isPacked(body)
        || start.contains("<urlset")
        || start.contains("<sitemapindex")
        || start.contains("<rss")
        || start.contains("<feed");
  }

  private static boolean isPacked(byte[] body) {
    return body.length > 2 && body[0] == (byte) 0x1F && body[1] == (byte) 0x8B;
  }
}
