package com.skatestock.batch.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.skatestock.batch.source.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.MessageVersion;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.Warcinfo;

/**
 * Writes one archive object to a channel: a {@code warcinfo} record, then a record per capture,
 * each its own gzip member. Record headers are jwarc's; the bodies go past it, uncopied.
 */
final class WarcObjectWriter implements AutoCloseable {
  /** Where a revisit's original lies: {@code <offset> <length> <object>}. */
  static final String ORIGINAL_LOCATION = "SkateStock-Refers-To-Location";

  static final String DIGEST = "SHA-256";
  private static final byte[] END_OF_RECORD = "\r\n\r\n".getBytes(US_ASCII);

  private final String object;
  private final GzipMembers members;
  private final URI warcinfo;

  WarcObjectWriter(WritableByteChannel out, String object, Instant now) throws IOException {
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
                    "software", List.of("SkateStock"),
                    "format", List.of("WARC File Format 1.1"),
                    "conformsTo",
                        List.of(
                            "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/")));
    Warcinfo record = info.build();
    warcinfo = record.id();
    members.write(record.serializeHeader(), record.body().stream().readAllBytes(), END_OF_RECORD);
  }

  PageLocation append(Capture capture) throws IOException {
    long start = members.position();
    switch (capture) {
      case Capture.Fresh(Page page) -> response(page);
      case Capture.Unchanged revisit -> revisit(revisit);
    }
    return new PageLocation(object, start, Math.toIntExact(members.position() - start));
  }

  private void response(Page page) throws IOException {
    byte[] body = page.body().bytes();
    byte[] head = HttpHead.bytes(page.status(), page.headers(), body.length);
    WarcRecord record =
        new WarcResponse.Builder(page.uri())
            .version(MessageVersion.WARC_1_1)
            .recordId(URI.create(page.recordId()))
            .date(page.capturedAt())
            .warcinfoId(warcinfo)
            .payloadDigest(digest(body))
            .setHeader("Content-Type", MediaType.HTTP_RESPONSE.toString())
            .setHeader("Content-Length", Long.toString((long) head.length + body.length))
            .build();
    members.write(record.serializeHeader(), head, body, END_OF_RECORD);
  }

  private void revisit(Capture.Unchanged revisit) throws IOException {
    byte[] head = HttpHead.bytes(304, revisit.headers(), 0);
    PageLocation original = revisit.original();
    WarcRecord record =
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
            .setHeader("Content-Length", Integer.toString(head.length))
            .build();
    members.write(record.serializeHeader(), head, END_OF_RECORD);
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
