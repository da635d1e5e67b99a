package com.skatestock.batch.cli;

import com.skatestock.batch.archive.WarcPages;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one file: those of a WARC file, or the file itself (gunzipped where it is gzipped).
 * A plain file's record id is made from its content, so the same file always has the same.
 */
final class SavedPages implements Iterator<WarcPages.Entry>, Closeable {
  private static final int MAX_BODY_BYTES = 32 * 1024 * 1024;
  private static final int LOOK_AHEAD = 1 << 16;
  private static final byte[] WARC = "WARC/".getBytes(StandardCharsets.US_ASCII);

  private final Iterator<WarcPages.Entry> entries;
  private final AutoCloseable source;

  private SavedPages(Iterator<WarcPages.Entry> entries, AutoCloseable source) {
    this.entries = entries;
    this.source = source;
  }

  /**
   * Opens a file.
   *
   * @param name {@code -} for {@code standardInput}
   * @param baseUrl address of a plain file; null for the shop's
   * @param capturedAt when a plain file was captured; null for the file's time
   * @throws IOException if it cannot be opened or read
   */
  static SavedPages open(
      Shop shop,
      String name,
      InputStream standardInput,
      @Nullable URI baseUrl,
      @Nullable Instant capturedAt)
      throws IOException {
    boolean standard = name.equals("-");
    Path file = Path.of(name);
    InputStream stream =
        new BufferedInputStream(standard ? standardInput : Files.newInputStream(file), LOOK_AHEAD);
    try {
      boolean gzipped = startsWith(stream, (byte) 0x1F, (byte) 0x8B);
      if (isWarc(stream, gzipped)) {
        WarcPages pages =
            standard
                ? WarcPages.of(shop.id(), stream, MAX_BODY_BYTES)
                : WarcPages.of(shop.id(), file, MAX_BODY_BYTES);
        return new SavedPages(
            pages,
            () -> {
              pages.close();
              stream.close();
            });
      }
      byte[] body = (gzipped ? new GZIPInputStream(stream) : stream).readNBytes(MAX_BODY_BYTES + 1);
      if (body.length > MAX_BODY_BYTES) {
        throw new IOException("it is longer than " + MAX_BODY_BYTES + " bytes");
      }
      Instant time = capturedAt;
      if (time == null) {
        time =
            standard
                ? Instant.now().truncatedTo(ChronoUnit.MILLIS)
                : Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MILLIS);
      }
      Page page =
          new Page(
              shop.id(),
              baseUrl == null ? shop.url() : baseUrl,
              time,
              "urn:uuid:" + UUID.nameUUIDFromBytes(body),
              200,
              Map.of(),
              Body.of(body));
      List<WarcPages.Entry> only = List.of(new WarcPages.Entry.Captured(page));
      return new SavedPages(only.iterator(), stream);
    } catch (IOException | RuntimeException unreadable) {
      stream.close();
      throw unreadable;
    }
  }

  @Override
  public boolean hasNext() {
    return entries.hasNext();
  }

  @Override
  public WarcPages.Entry next() {
    return entries.next();
  }

  @Override
  public void close() throws IOException {
    try {
      source.close();
    } catch (IOException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IOException(failed);
    }
  }

  private static boolean isWarc(InputStream stream, boolean gzipped) throws IOException {
    if (!gzipped) {
      return startsWith(stream, WARC);
    }
    stream.mark(LOOK_AHEAD);
    try {
      InputStream open =
          new GZIPInputStream(
              new FilterInputStream(stream) {
                @Override
                public void close() {}
              },
              512);
      return Arrays.equals(open.readNBytes(WARC.length), WARC);
    } finally {
      stream.reset();
    }
  }

  private static boolean startsWith(InputStream stream, byte... start) throws IOException {
    stream.mark(LOOK_AHEAD);
    try {
      return Arrays.equals(stream.readNBytes(start.length), start);
    } finally {
      stream.reset();
    }
  }
}
