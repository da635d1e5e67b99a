package com.skatestock.batch.archive;

import com.skatestock.batch.archive.PageUnreadable.Reason;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.WarcCaptureRecord;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;

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

  /** The page of a single gzip member, its checksum and its payload's digest checked. */
  ArchivedPage one(byte[] member, PageLocation location) {
    try (WarcReader reader =
        new WarcReader(new GZIPInputStream(new ByteArrayInputStream(member), BUFFER))) {
      ArchivedPage page =
          switch (reader.next().orElse(null)) {
            case WarcResponse response ->
                new ArchivedPage(location, captured(response, location), Optional.empty());
            case WarcRevisit revisit -> unchanged(revisit, location);
            case null, default -> throw new PageUnreadable(Reason.TORN, location, null);
          };
      reader.next(); // to the member's end: there GZIPInputStream compares the checksum
      return page;
    } catch (IOException
        | IllegalArgumentException
        | DateTimeException
        | NoSuchElementException e) {
      throw new PageUnreadable(Reason.TORN, location, e);
    }
  }

  /** Where the pages of an object lie, in order; reads it once. */
  static List<PageLocation> locations(ReadableByteChannel channel, String object) {
    List<PageLocation> locations = new ArrayList<>();
    long offset = 0;
    try (WarcReader reader = new WarcReader(Channels.newInputStream(channel))) {
      Optional<WarcRecord> record = reader.next();
      while (record.isPresent()) {
        boolean isPage = record.get() instanceof WarcCaptureRecord;
        record = reader.next();
        long end = reader.position();
        if (isPage) {
          locations.add(new PageLocation(object, offset, Math.toIntExact(end - offset)));
        }
        offset = end;
      }
      return locations;
    } catch (IOException | IllegalArgumentException | NoSuchElementException e) {
      throw new PageUnreadable(Reason.TORN, object, offset, e);
    }
  }

  private static Page captured(WarcResponse record, PageLocation location) throws IOException {
    HttpResponse http = record.http();
    byte[] body = http.body().stream().readAllBytes();
    if (!record.payloadDigest().equals(Optional.of(WarcObjectWriter.digest(body)))) {
      throw new PageUnreadable(Reason.DIGEST_MISMATCH, location, null);
    }
    return new Page(
        shop(location),
        record.targetURI(),
        record.date(),
        record.id().toString(),
        http.status(),
        HttpHead.received(http.headers().map()),
        Body.of(body));
  }

  private ArchivedPage unchanged(WarcRevisit record, PageLocation location) {
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
        Optional.of(original));
  }

  private static String shop(PageLocation location) {
    return location.object().substring(0, location.object().indexOf('/'));
  }
}
