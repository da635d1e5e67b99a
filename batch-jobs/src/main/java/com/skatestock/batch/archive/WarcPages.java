package com.skatestock.batch.archive;

import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.WarcCaptureRecord;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;

/**
 * The pages of one WARC file (ISO 28500), in its order: {@code response} records and {@code
 * revisit} records whose original is in the same file; all others are skipped. Reads compressed and
 * plain files; holds one record at a time, and for revisits a place per record. Not thread-safe.
 *
 * <p>What cannot be read is a value, not an exception. After {@link Entry.Broken} nothing follows:
 * the file breaks off there, or is no WARC.
 */
public final class WarcPages implements Iterator<WarcPages.Entry>, AutoCloseable {
  private static final MediaType HTTP = MediaType.parse("application/http");

  /** What the file has next. */
  public sealed interface Entry {
    /** A page. */
    record Captured(Page page) implements Entry {}

    /**
     * A record that is no readable page; the next ones can be read.
     *
     * @param target as it stands there; null if it does not
     * @param capturedAt empty if that cannot be read
     */
    record Unreadable(
        String recordId, @Nullable String target, Optional<Instant> capturedAt, String problem)
        implements Entry {}

    /** The file ends here although it should not. */
    record Broken(String problem) implements Entry {}
  }

  private final String shop;
  private final int maxBodyBytes;
  private final Optional<Path> file;
  private final WarcReader reader;
  private final Map<String, Long> places = new HashMap<>();
  private @Nullable WarcReader originals;
  private @Nullable Entry next;
  private int responses;
  private boolean ended;

  private WarcPages(String shop, int maxBodyBytes, Optional<Path> file, WarcReader reader) {
    this.shop = shop;
    this.maxBodyBytes = maxBodyBytes;
    this.file = file;
    this.reader = reader;
  }

  /**
   * The pages of a file.
   *
   * @param shop the id of the shop that they are of
   * @param maxBodyBytes a longer body is {@link Entry.Unreadable}
   * @throws IOException if the file cannot be opened or does not begin as a WARC file does
   */
  public static WarcPages of(String shop, Path file, int maxBodyBytes) throws IOException {
    return new WarcPages(shop, maxBodyBytes, Optional.of(file), new WarcReader(file));
  }

  /** The same of a stream, which cannot go back to a revisit's original. */
  public static WarcPages of(String shop, InputStream stream, int maxBodyBytes) throws IOException {
    return new WarcPages(shop, maxBodyBytes, Optional.empty(), new WarcReader(stream));
  }

  @Override
  public boolean hasNext() {
    while (next == null && !ended) {
      next = advance();
    }
    return next != null;
  }

  @Override
  public Entry next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("The file has no more pages");
    }
    Entry entry = next;
    next = null;
    return entry;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    if (originals != null) {
      originals.close();
    }
  }

  /** The next record as an entry; null if it is of another kind or there is none. */
  private @Nullable Entry advance() {
    @Nullable WarcRecord record;
    try {
      record = reader.next().orElse(null);
    } catch (IOException | RuntimeException broken) { // jwarc throws several for broken headers
      ended = true;
      return new Entry.Broken("the file breaks off after " + responses + " pages: " + broken);
    }
    if (record == null) {
      ended = true;
      return null;
    }
    return record instanceof WarcCaptureRecord capture ? read(capture) : null;
  }

  private @Nullable Entry read(WarcCaptureRecord record) {
    String id = String.valueOf(record.headers().first("WARC-Record-ID").orElse("(no id)"));
    id = id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
    try {
      if (!HTTP.equals(record.contentType().base())) {
        return null;
      }
      Page page =
          switch (record) {
            case WarcResponse response -> {
              responses++;
              places.put(id, reader.position());
              places.put(seen(record.target(), record.date()), reader.position());
              yield page(record, id, response.http());
            }
            case WarcRevisit revisit -> revisited(revisit, id);
            default -> null;
          };
      return page == null ? null : new Entry.Captured(page);
    } catch (UnreadableBodyException unreadable) {
      return unreadable(record, id, String.valueOf(unreadable.getMessage()));
    } catch (IOException | RuntimeException unreadable) { // the same
      return unreadable(record, id, "the record cannot be read: " + unreadable);
    }
  }

  private static Entry unreadable(WarcCaptureRecord record, String id, String problem) {
    return new Entry.Unreadable(
        id,
        record.headers().first("WARC-Target-URI").orElse(null),
        record.headers().first("WARC-Date").flatMap(WarcPages::time),
        problem);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The other way in which revisits name their original. */
  private static String seen(String target, Instant date) {
    return uri(target) + " of " + date;
  }

  /** The original's body and headers, seen again at the revisit's time. */
  private Page revisited(WarcRevisit revisit, String id) throws IOException {
    List<String> names = new ArrayList<>();
    revisit.refersTo().map(URI::toString).ifPresent(names::add);
    revisit
        .refersToDate()
        .map(
            date ->
                seen(
                    revisit.headers().first("WARC-Refers-To-Target-URI").orElseGet(revisit::target),
                    date))
        .ifPresent(names::add);
    if (names.isEmpty()) {
      throw new UnreadableBodyException("the revisit names no original");
    }
    String original =
        names.stream().filter(places::containsKey).findFirst().orElse(names.getFirst());
    Long place = places.get(original);
    if (place == null || file.isEmpty()) {
      throw new UnreadableBodyException("the revisit's original is not at hand: " + original);
    }
    if (originals == null) {
      originals = new WarcReader(file.get());
    }
    originals.position(place);
    if (originals.next().orElse(null) instanceof WarcResponse response) {
      return page(revisit, id, response.http());
    }
    throw new UnreadableBodyException("the revisit's original is no response: " + original);
  }

  private Page page(WarcCaptureRecord record, String id, HttpResponse http) throws IOException {
    Map<String, List<String>> headers = new HashMap<>();
    http.headers().map().forEach((name, all) -> headers.put(name.toLowerCase(Locale.ROOT), all));
    byte[] sent;
    try (InputStream stream = http.body().stream()) {
      sent = stream.readNBytes(maxBodyBytes + 1);
    }
    byte[] body = decoded(limited(sent), headers.getOrDefault("content-encoding", List.of()));
    Instant capturedAt = record.date();
    return new Page(
        shop, uri(record.target()), capturedAt, id, http.status(), headers, Body.of(body));
  }

  /**
   * Undoes the content encodings. Archives often keep the header though they stored the decoded
   * body: what does not look encoded is left as it is.
   */
  private byte[] decoded(byte[] sent, List<String> encodings) throws IOException {
    byte[] body = sent;
    String[] applied = String.join(",", encodings).toLowerCase(Locale.ROOT).split(",", -1);
    for (int i = applied.length - 1; i >= 0; i--) {
      switch (applied[i].strip()) {
        case "", "identity" -> {}
        case "gzip", "x-gzip" -> {
          if (body.length > 2 && body[0] == 0x1F && body[1] == (byte) 0x8B) {
            body = inflated(new GZIPInputStream(new ByteArrayInputStream(body)));
          }
        }
        case "deflate" -> {
          if (body.length > 2 && body[0] == 0x78) {
            body = inflated(new InflaterInputStream(new ByteArrayInputStream(body)));
          }
        }
        default -> {
          if (!looksLikeText(body)) {
            throw new UnreadableBodyException(
                "content encoding not supported: " + applied[i].strip());
          }
        }
      }
    }
    return body;
  }

  private byte[] inflated(InputStream encoded) throws IOException {
    try (encoded) {
      return limited(encoded.readNBytes(maxBodyBytes + 1));
    }
  }

  private byte[] limited(byte[] body) throws IOException {
    if (body.length > maxBodyBytes) {
      throw new UnreadableBodyException("the body is longer than " + maxBodyBytes + " bytes");
    }
    return body;
  }

  private static boolean looksLikeText(byte[] body) {
    for (int i = 0; i < Math.min(body.length, 64); i++) {
      if (body[i] >= 0 && body[i] < ' ' && body[i] != '\n' && body[i] != '\r' && body[i] != '\t') {
        return false;
      }
    }
    return body.length == 0 || body[0] > 0;
  }

  /** Addresses are kept as they were asked for; characters that no URI has are percent-encoded. */
  static URI uri(String target) {
    String bare =
        target.startsWith("<") && target.endsWith(">")
            ? target.substring(1, target.length() - 1)
            : target;
    StringBuilder legal = new StringBuilder(bare.length());
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      if (c <= ' ' || "\"<>\\^`{|}".indexOf(c) >= 0) {
        legal.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        legal.append(c);
      }
    }
    return URI.create(legal.toString());
  }

  private static final class UnreadableBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableBodyException(String message) {
      super(message);
    }
  }
}
