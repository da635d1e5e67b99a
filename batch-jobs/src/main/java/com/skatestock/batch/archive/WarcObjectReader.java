package com.skatestock.batch.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.skatestock.batch.archive.ArchivedPage.Origin;
import com.skatestock.batch.archive.ArchivedPage.Original;
import com.skatestock.batch.archive.PageUnreadable.Reason;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import com.skatestock.batch.source.Validators;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.MessageHeaders;
import org.netpreserve.jwarc.WarcCaptureRecord;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.Warcinfo;

/** Turns the records of one object of our own archive back into pages. */
final class WarcObjectReader {
  private static final int BUFFER = 1 << 16;

  private final Function<PageLocation, Page> originals;

  /**
   * @param originals gives the page that a revisit refers to
   */
  WarcObjectReader(Function<PageLocation, Page> originals) {
    this.originals = originals;
  }

  /** The run that wrote an object, from its first record. */
  private record Run(Instant slot, String scope, int parserVersion, long leaseEpoch) {}

  /** What an object's records say of themselves, without their bodies. */
  record Contents(Optional<Run> run, List<PageLocation> pages) {}

  /** All pages of an object. */
  void scan(
      ReadableByteChannel object,
      String name,
      Function<PageLocation, byte[]> members,
      Consumer<ArchivedPage> pages) {
    Contents contents = contents(object, name);
    for (PageLocation location : contents.pages()) {
      pages.accept(one(members.apply(location), location, contents.run()));
    }
  }

  /** The page of a single gzip member, its checksum and its payload's digest checked. */
  Page page(byte[] member, PageLocation location) {
    return one(member, location, Optional.empty()).page();
  }

  private ArchivedPage one(byte[] member, PageLocation location, Optional<Run> run) {
    try (WarcReader reader =
        new WarcReader(new GZIPInputStream(new ByteArrayInputStream(member), BUFFER))) {
      ArchivedPage page =
          switch (reader.next().orElse(null)) {
            case WarcResponse response ->
                new ArchivedPage(
                    location,
                    captured(response, location),
                    Optional.empty(),
                    origin(response, run));
            case WarcRevisit revisit -> unchanged(revisit, location, origin(revisit, run));
            case null, default -> throw new PageUnreadable(Reason.TORN, location, null);
          };
      reader.next(); // to the member's end: there GZIPInputStream compares the checksum
      return page;
    } catch (PageUnreadable | UncheckedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // jwarc throws many kinds for damaged headers
      throw new PageUnreadable(Reason.TORN, location, e);
    }
  }

  /** Which run wrote an object, and where its pages lie, in order; reads it once. */
  private static Contents contents(ReadableByteChannel channel, String object) {
    List<PageLocation> locations = new ArrayList<>();
    Optional<Run> run = Optional.empty();
    long offset = 0;
    try (WarcReader reader = new WarcReader(Channels.newInputStream(channel))) {
      Optional<WarcRecord> record = reader.next();
      while (record.isPresent()) {
        boolean isPage = record.get() instanceof WarcCaptureRecord;
        if (record.get() instanceof Warcinfo info) {
          run = run(info.fields());
        }
        record = reader.next();
        long end = reader.position();
        if (isPage) {
          locations.add(new PageLocation(object, offset, Math.toIntExact(end - offset)));
        }
        offset = end;
      }
      return new Contents(run, locations);
    } catch (IOException | RuntimeException e) { // the same
      throw new PageUnreadable(Reason.TORN, object, offset, e);
    }
  }

  private static Optional<Run> run(MessageHeaders fields) {
    Optional<String> slot = fields.first(WarcObjectWriter.SLOT);
    Optional<String> scope = fields.first(WarcObjectWriter.SCOPE);
    Optional<String> version = fields.first(WarcObjectWriter.PARSER_VERSION);
    Optional<String> epoch = fields.first(WarcObjectWriter.LEASE_EPOCH);
    return slot.isEmpty() || scope.isEmpty() || version.isEmpty() || epoch.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Run(
                Instant.parse(slot.get()),
                scope.get(),
                Integer.parseInt(version.get()),
                Long.parseLong(epoch.get())));
  }

  private static Optional<Origin> origin(WarcCaptureRecord record, Optional<Run> run) {
    String[] place = record.headers().first(WarcObjectWriter.PLACE).orElse("").split(" ", -1);
    return place.length != 3
        ? Optional.empty()
        : run.map(
            of ->
                new Origin(
                    of.slot(),
                    of.scope(),
                    of.parserVersion(),
                    of.leaseEpoch(),
                    Integer.parseInt(place[0]),
                    Integer.parseInt(place[1]),
                    Integer.parseInt(place[2]),
                    new Validators(
                        decoded(record, WarcObjectWriter.ETAG),
                        decoded(record, WarcObjectWriter.LAST_MODIFIED))));
  }

  private static Optional<String> decoded(WarcCaptureRecord record, String name) {
    return record.headers().first(name).map(text -> URLDecoder.decode(text, UTF_8));
  }

  private static Page captured(WarcResponse record, PageLocation location) throws IOException {
    HttpResponse http = record.http();
    byte[] body = http.body().stream().readAllBytes();
    if (!record.payloadDigest().equals(Optional.of(WarcObjectWriter.digest(body)))) {
      throw new PageUnreadable(Reason.DIGEST_MISMATCH, location, null);
    }
    Map<String, List<String>> headers = http.headers().map();
    return new Page(
        shop(location),
        record.targetURI(),
        record.date(),
        record.id().toString(),
        http.status(),
        HttpHead.received(headers),
        HttpHead.saysGzip(headers) ? Body.of(unpacked(body), body) : Body.of(body));
  }

  private static byte[] unpacked(byte[] body) throws IOException {
    try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body), BUFFER)) {
      return gzip.readAllBytes();
    }
  }

  private ArchivedPage unchanged(
      WarcRevisit record, PageLocation location, Optional<Origin> origin) {
    String[] place =
        record.headers().first(WarcObjectWriter.ORIGINAL_LOCATION).orElse("").split(" ", 3);
    if (place.length != 3) {
      throw new PageUnreadable(Reason.TORN, location, null);
    }
    PageLocation original =
        new PageLocation(place[2], Long.parseLong(place[0]), Integer.parseInt(place[1]));
    Page page = originals.apply(original);
    return new ArchivedPage(
        location,
        new Page(
            shop(location),
            record.targetURI(),
            record.date(),
            record.id().toString(),
            page.status(),
            page.headers(),
            page.body()),
        record.refersTo().map(id -> new Original(id.toString(), original)),
        origin);
  }

  private static String shop(PageLocation location) {
    return ObjectNames.shop(location.object());
  }
}
