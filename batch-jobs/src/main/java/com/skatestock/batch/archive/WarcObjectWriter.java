package com.skatestock.batch.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.skatestock.batch.source.Page;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.MessageVersion;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.Warcinfo;

/**
 * Writes one archive object to a channel: a {@code warcinfo} record, then a record per capture,
 * each its own gzip member. Record headers are jwarc's; the bodies go past it, uncopied.
 */
final class WarcObjectWriter implements AutoCloseable {
  /** The run, in the warcinfo record's fields. */
  static final String SLOT = "slot";

  static final String SCOPE = "scope";
  static final String PARSER_VERSION = "parserVersion";
  static final String LEASE_EPOCH = "leaseEpoch";

  /** A page's place in its run: {@code <number> <listing> <listing page>}. */
  static final String PLACE = "SkateStock-Place";

  /** Percent-encoded, since a shop may send anything there. */
  static final String ETAG = "SkateStock-ETag";

  static final String LAST_MODIFIED = "SkateStock-Last-Modified";

  /** Where a revisit's original lies: {@code <offset> <length> <object>}. */
  static final String ORIGINAL_LOCATION = "SkateStock-Refers-To-Location";

  static final String DIGEST = "SHA-256";
  private static final byte[] END_OF_RECORD = "\r\n\r\n".getBytes(US_ASCII);

  private final String object;
  private final GzipMembers members;
  private final URI warcinfo;

  WarcObjectWriter(WritableByteChannel out, String object, ChunkAttempt attempt, Instant now)
      throws IOException {
    this.object = object;
    members = new GzipMembers(out);
    String name = object.substring(object.lastIndexOf('/') + 1);
    Warcinfo.Builder info =
        new Warcinfo.Builder()
            .version(MessageVersion.WARC_1_1)
            .date(now)
            .filename(name)
            .fields(
                Map.of(
                    "software",
                    List.of("SkateStock"),
                    "isPartOf",
                    List.of(attempt.shop()),
                    SLOT,
                    List.of(attempt.slot().toString()),
                    SCOPE,
                    List.of(attempt.scope()),
                    PARSER_VERSION,
                    List.of(Integer.toString(attempt.parserVersion())),
                    LEASE_EPOCH,
                    List.of(Long.toString(attempt.leaseEpoch())),
                    "format",
                    List.of("WARC File Format 1.1"),
                    "conformsTo",
                    List.of(
                        "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/")));
    Warcinfo record = info.build();
    warcinfo = record.id();
    members.write(record.serializeHeader(), record.body().stream().readAllBytes(), END_OF_RECORD);
  }

  /** Writes all captures of an attempt as one object; gives their places, in order. */
  static List<PageLocation> writeAll(
      WritableByteChannel out, String object, ChunkAttempt attempt, Instant now)
      throws IOException {
    try (WarcObjectWriter writer = new WarcObjectWriter(out, object, attempt, now)) {
      List<PageLocation> locations = new ArrayList<>(attempt.captures().size());
      for (ChunkAttempt.Placed placed : attempt.captures()) {
        locations.add(writer.append(placed));
      }
      return List.copyOf(locations);
    }
  }

  private PageLocation append(ChunkAttempt.Placed placed) throws IOException {
    long start = members.position();
    switch (placed.capture()) {
      case Capture.Fresh(Page page) -> response(placed, page);
      case Capture.Unchanged revisit -> revisit(placed, revisit);
    }
    return new PageLocation(object, start, Math.toIntExact(members.position() - start));
  }

  private void response(ChunkAttempt.Placed placed, Page page) throws IOException {
    Optional<byte[]> gzipped =
        HttpHead.saysGzip(page.headers()) ? page.body().gzipped() : Optional.empty();
    byte[] body = gzipped.orElse(page.body().bytes());
    byte[] head = HttpHead.bytes(page.status(), page.headers(), body.length, gzipped.isPresent());
    WarcResponse.Builder record =
        new WarcResponse.Builder(page.uri())
            .version(MessageVersion.WARC_1_1)
            .recordId(URI.create(page.recordId()))
            .date(page.capturedAt())
            .warcinfoId(warcinfo)
            .payloadDigest(digest(body))
            .setHeader("Content-Type", MediaType.HTTP_RESPONSE.toString())
            .setHeader("Content-Length", Long.toString((long) head.length + body.length));
    place(placed, record::setHeader);
    byte[] start = record.build().serializeHeader();
    if (gzipped.isPresent()) {
      members.store(start, head, body, END_OF_RECORD);
    } else {
      members.write(start, head, body, END_OF_RECORD);
    }
  }

  private void revisit(ChunkAttempt.Placed placed, Capture.Unchanged revisit) throws IOException {
    byte[] head = HttpHead.bytes(304, revisit.headers(), 0, false);
    PageLocation original = revisit.original();
    WarcRevisit.Builder record =
        new WarcRevisit.Builder(revisit.uri(), WarcRevisit.SERVER_NOT_MODIFIED_1_1)
            .version(MessageVersion.WARC_1_1)
            .recordId(URI.create(revisit.recordId()))
            .date(revisit.capturedAt())
            .warcinfoId(warcinfo)
            .refersTo(
                URI.create(revisit.originalRecordId()), revisit.uri(), revisit.originalCapturedAt())
            .setHeader(
                ORIGINAL_LOCATION,
                original.offset() + " " + original.length() + " " + original.object())
            .setHeader("Content-Type", MediaType.HTTP_RESPONSE.toString())
            .setHeader("Content-Length", Integer.toString(head.length));
    place(placed, record::setHeader);
    members.write(record.build().serializeHeader(), head, END_OF_RECORD);
  }

  private static void place(ChunkAttempt.Placed placed, BiConsumer<String, String> header) {
    header.accept(PLACE, placed.number() + " " + placed.listing() + " " + placed.listingPage());
    placed.validators().etag().ifPresent(etag -> header.accept(ETAG, encoded(etag)));
    placed
        .validators()
        .lastModified()
        .ifPresent(moment -> header.accept(LAST_MODIFIED, encoded(moment)));
  }

  private static String encoded(String sent) {
    return URLEncoder.encode(sent, UTF_8);
  }

  static WarcDigest digest(byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance(DIGEST);
      digest.update(body);
      return new WarcDigest(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + DIGEST, e);
    }
  }

  @Override
  public void close() {
    members.close();
  }
}
