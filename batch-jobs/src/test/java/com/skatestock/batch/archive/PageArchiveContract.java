package com.skatestock.batch.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import com.skatestock.batch.source.Validators;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.Warcinfo;

/** What every archive promises; each kind of archive runs all of it. */
abstract class PageArchiveContract {
  static final Instant SLOT = Instant.parse("2026-11-21T02:30:00Z");
  static final Instant CAPTURED = Instant.parse("2026-11-21T02:30:07.123456Z");

  static final Clock CLOCK = Clock.fixed(CAPTURED, ZoneOffset.UTC);
  static final Validators VALIDATORS =
      new Validators(Optional.of("W/\"ä b\""), Optional.of("Fri, 20 Nov 2026 10:00:00 GMT"));

  PageArchive archive;

  abstract PageArchive open() throws Exception;

  /** What lies under a name, past the archive. */
  abstract byte[] stored(String object) throws IOException;

  /** Damages what lies under a name, past the archive. */
  abstract void store(String object, byte[] bytes) throws IOException;

  /** Which share of the places in an object the tests of damage try: 1 for all. */
  abstract int everyNth();

  @BeforeEach
  void openArchive() throws Exception {
    archive = open();
  }

  static Page page(int number, Map<String, List<String>> headers, byte[] body) {
    return page(number, headers, Body.of(body));
  }

  private static Page page(int number, Map<String, List<String>> headers, Body body) {
    return new Page(
        "labor",
        URI.create("https://shop.example/products.json?page=" + number),
        CAPTURED.plusSeconds(number),
        "urn:uuid:" + new UUID(7, number),
        200,
        headers,
        body);
  }

  static Page page(int number) {
    return page(
        number,
        Map.of("content-type", List.of("application/json; charset=utf-8")),
        ("{\"products\":[" + number + "]}").getBytes(UTF_8));
  }

  List<PageLocation> write(Page... pages) {
    return archive.write(attempt("labor", Arrays.stream(pages).map(Capture.Fresh::new).toList()));
  }

  /** The captures as pages 5, 6, … of a run: listing 2 from its third page on. */
  static ChunkAttempt attempt(String shop, List<? extends Capture> captures) {
    List<ChunkAttempt.Placed> placed = new ArrayList<>();
    for (Capture capture : captures) {
      int i = placed.size();
      placed.add(new ChunkAttempt.Placed(5 + i, 2, 3 + i, VALIDATORS, capture));
    }
    return new ChunkAttempt(shop, SLOT, "scheduled", 3, 77, placed);
  }

  static ArchivedPage.Origin origin(int i) {
    return new ArchivedPage.Origin(SLOT, "scheduled", 3, 77, 5 + i, 2, 3 + i, VALIDATORS);
  }

  @Test
  void readsEachPageBackByItsLocationAlone() {
    List<PageLocation> locations = write(page(1), page(2), page(3));

    assertThat(archive.read(locations.get(2))).isEqualTo(page(3));
    assertThat(archive.read(locations.get(0))).isEqualTo(page(1));
    assertThat(locations.get(0).object())
        .matches("labor/2026/11/21/20261121T023000Z-[0-9a-f-]{36}\\.warc\\.gz");
  }

  @Test
  void locationsFollowOneAnotherToTheEndOfTheObject() throws IOException {
    List<PageLocation> locations = write(page(1), page(2));

    assertThat(locations.get(1).offset())
        .isEqualTo(locations.get(0).offset() + locations.get(0).length());
    assertThat(locations.get(1).offset() + locations.get(1).length())
        .isEqualTo(stored(locations.get(1).object()).length);
  }

  @Test
  void eachRecordIsAGzipMemberThatAnyToolUnpacks() throws IOException {
    PageLocation location = write(page(1), page(2)).get(1);
    byte[] object = stored(location.object());
    byte[] member =
        Arrays.copyOfRange(
            object, (int) location.offset(), (int) location.offset() + location.length());

    String record =
        new String(new GZIPInputStream(new ByteArrayInputStream(member)).readAllBytes(), UTF_8);

    assertThat(record)
        .startsWith("WARC/1.1\r\n")
        .contains("\r\nWARC-Type: response\r\n")
        .contains("\r\nWARC-Target-URI: https://shop.example/products.json?page=2\r\n")
        .contains("\r\nWARC-Date: 2026-11-21T02:30:09.123456Z\r\n")
        .contains("\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0007-0000-000000000002>\r\n")
        .endsWith(
            """
            \r
            \r
            HTTP/1.1 200 \r
            content-type: application/json; charset=utf-8\r
            \r
            {"products":[2]}\r
            \r
            """);
  }

  @Test
  void jwarcReadsTheWholeObjectInOrder() throws IOException {
    PageLocation location = write(page(1), page(2)).get(0);

    List<String> seen = new ArrayList<>();
    try (WarcReader reader = new WarcReader(new ByteArrayInputStream(stored(location.object())))) {
      for (WarcRecord record : reader) {
        seen.add(
            switch (record) {
              case Warcinfo info -> "info " + info.fields().first("software").orElseThrow();
              case WarcResponse response ->
                  response.http().status()
                      + " "
                      + new String(response.http().body().stream().readAllBytes(), UTF_8);
              default -> record.type();
            });
      }
    }
    assertThat(seen)
        .containsExactly("info SkateStock", "200 {\"products\":[1]}", "200 {\"products\":[2]}");
  }

  @Test
  void storesTheDecodedBodyAndKeepsTheNamesOfTheJourneyForTheReader() throws IOException {
    Page gzipped =
        page(
            1,
            Map.of(
                "content-encoding", List.of("gzip"),
                "content-length", List.of("36"),
                "set-cookie", List.of("a=1", "b=2"),
                "x-archive-orig-server", List.of("nginx")),
            "decoded".getBytes(UTF_8));

    PageLocation location = write(gzipped).get(0);

    assertThat(archive.read(location)).isEqualTo(gzipped);
    try (WarcReader reader = new WarcReader(new ByteArrayInputStream(stored(location.object())))) {
      reader.next();
      WarcResponse stored = (WarcResponse) reader.next().orElseThrow();
      assertThat(stored.http().headers().map())
          .isEqualTo(
              Map.of(
                  "x-archive-orig-content-encoding", List.of("gzip"),
                  "x-archive-orig-content-length", List.of("36"),
                  "set-cookie", List.of("a=1", "b=2"),
                  "x-archive-orig-x-archive-orig-server", List.of("nginx")));
    }
  }

  @Test
  void storesABodyThatTravelledAsGzipAsItCame() throws IOException {
    byte[] text = "{\"products\":[]}".repeat(1_000).getBytes(UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text);
    }
    byte[] gzipped = packed.toByteArray();
    Page page =
        page(
            1,
            Map.of(
                "content-encoding", List.of("gzip"),
                "content-length", List.of(Integer.toString(gzipped.length))),
            Body.of(text, gzipped));

    PageLocation location = write(page).get(0);

    assertThat(archive.read(location)).isEqualTo(page);
    assertThat(archive.read(location).body().gzipped()).contains(gzipped);
    byte[] object = stored(location.object());
    try (WarcReader reader = new WarcReader(new ByteArrayInputStream(object))) {
      reader.next();
      WarcResponse stored = (WarcResponse) reader.next().orElseThrow();
      assertThat(stored.http().headers().map()).isEqualTo(page.headers());
      assertThat(stored.http().body().stream().readAllBytes()).isEqualTo(gzipped);
    }
    try (WarcPages pages = WarcPages.of("labor", new ByteArrayInputStream(object), 1 << 20)) {
      assertThat(pages.next())
          .isInstanceOfSatisfying(
              WarcPages.Entry.Captured.class,
              captured -> assertThat(captured.page().body().bytes()).isEqualTo(text));
    }
  }

  @Test
  void aRevisitReadsAsTheOriginalAtTheNewTime() throws IOException {
    PageLocation original = write(page(1)).get(0);
    Capture.Unchanged unchanged =
        new Capture.Unchanged(
            "labor",
            page(1).uri(),
            CAPTURED.plusSeconds(1800),
            "urn:uuid:" + new UUID(8, 1),
            Map.of("etag", List.of("\"v1\"")),
            original,
            page(1).recordId(),
            page(1).capturedAt());

    PageLocation revisit = archive.write(attempt("labor", List.of(unchanged))).get(0);

    Page expected =
        new Page(
            "labor",
            page(1).uri(),
            CAPTURED.plusSeconds(1800),
            "urn:uuid:" + new UUID(8, 1),
            200,
            page(1).headers(),
            page(1).body());
    assertThat(archive.read(revisit)).isEqualTo(expected);
    List<ArchivedPage> scanned = new ArrayList<>();
    archive.scan(revisit.object(), scanned::add);
    assertThat(scanned)
        .containsExactly(
            new ArchivedPage(
                revisit,
                expected,
                Optional.of(new ArchivedPage.Original(page(1).recordId(), original)),
                Optional.of(origin(0))));
    try (WarcReader reader = new WarcReader(new ByteArrayInputStream(stored(revisit.object())))) {
      reader.next();
      WarcRevisit record = (WarcRevisit) reader.next().orElseThrow();
      assertThat(record.profile()).isEqualTo(WarcRevisit.SERVER_NOT_MODIFIED_1_1);
      assertThat(record.refersTo()).contains(URI.create(page(1).recordId()));
      assertThat(record.refersToTargetURI()).contains(page(1).uri());
      assertThat(record.refersToDate()).contains(page(1).capturedAt());
      assertThat(record.http().status()).isEqualTo(304);
    }
  }

  @Test
  void scanGivesEveryPageWithItsLocation() {
    List<PageLocation> locations = write(page(1), page(2), page(3));

    List<ArchivedPage> scanned = new ArrayList<>();
    archive.scan(locations.get(0).object(), scanned::add);

    assertThat(scanned.stream().map(ArchivedPage::location)).isEqualTo(locations);
    assertThat(scanned.stream().map(ArchivedPage::page)).containsExactly(page(1), page(2), page(3));
  }

  @Test
  void anObjectSaysWhichRunWroteItAndWhereEachPageStood() {
    String object = write(page(1), page(2)).getFirst().object();

    List<ArchivedPage> scanned = new ArrayList<>();
    archive.scan(object, scanned::add);

    assertThat(scanned.stream().map(ArchivedPage::origin))
        .containsExactly(Optional.of(origin(0)), Optional.of(origin(1)));
  }

  @Test
  void knowsItsShopsAndTheirDays() {
    write(page(1));
    archive.write(attempt("zumiez", List.of(new Capture.Fresh(page(2)))));

    assertThat(archive.shops()).containsExactly("labor", "zumiez");
    assertThat(archive.days("labor")).containsExactly(LocalDate.of(2026, 11, 21));
    assertThat(archive.days("nobody")).isEmpty();
  }

  @Test
  void deletesOneShopWholeAndNothingElse() {
    PageLocation gone = write(page(1)).getFirst();
    write(page(2));
    PageLocation kept =
        archive.write(attempt("labor-2", List.of(new Capture.Fresh(page(3))))).getFirst();

    assertThat(archive.delete("labor")).isEqualTo(2);

    assertThat(archive.shops()).containsExactly("labor-2");
    assertThat(archive.read(kept).recordId()).isEqualTo(page(3).recordId());
    assertThatThrownBy(() -> archive.read(gone))
        .isInstanceOfSatisfying(
            PageUnreadable.class,
            e -> assertThat(e.reason()).isEqualTo(PageUnreadable.Reason.MISSING));
    assertThat(archive.delete("labor")).isZero();
    assertThat(write(page(1))).hasSize(1);
  }

  @Test
  void neverDeletesMoreThanAShop() {
    write(page(1));

    for (String none : List.of("", ".", "labor/2026", "..", "../x", ".partial")) {
      assertThatThrownBy(() -> archive.delete(none)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(archive.shops()).containsExactly("labor");
  }

  @Test
  void twoAttemptsAtOneChunkAreTwoObjects() {
    String first = write(page(1)).get(0).object();
    String second = write(page(1)).get(0).object();

    assertThat(first).isNotEqualTo(second);
    assertThat(archive.objects("labor", LocalDate.of(2026, 11, 20), LocalDate.of(2026, 11, 22)))
        .containsExactlyInAnyOrder(first, second);
    assertThat(archive.objects("labor", LocalDate.of(2026, 11, 22), LocalDate.of(2026, 11, 23)))
        .isEmpty();
  }

  @Test
  void aFailedChunkLeavesNothingBehind() throws IOException {
    Capture broken =
        new Capture.Fresh(
            new Page(
                "labor",
                URI.create("https://shop.example/"),
                CAPTURED,
                "not a uri at all: %",
                200,
                Map.of(),
                Body.of(new byte[0])));

    assertThatThrownBy(() -> archive.write(attempt("labor", List.of(broken))))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(archive.objects("labor", LocalDate.of(2026, 11, 21), LocalDate.of(2026, 11, 21)))
        .isEmpty();
  }

  @Test
  void anEmptyChunkWritesNoObject() {
    assertThat(archive.write(attempt("labor", List.of()))).isEmpty();
    assertThat(archive.shops()).isEmpty();
  }

  @Test
  void aMissingObjectIsSaidToBeMissing() {
    assertThatThrownBy(() -> archive.read(new PageLocation("labor/2026/11/21/x.warc.gz", 0, 10)))
        .isInstanceOfSatisfying(
            PageUnreadable.class,
            e -> assertThat(e.reason()).isEqualTo(PageUnreadable.Reason.MISSING))
        .hasMessage(
            "Archived page unreadable: MISSING at object=labor/2026/11/21/x.warc.gz offset=0."
                + " Restore the object from a backup, or purge it and its index rows.");
  }

  @Test
  void anObjectCutOffAnywhereInTheRecordIsTorn() throws IOException {
    PageLocation location = write(page(1)).get(0);
    byte[] whole = stored(location.object());
    for (int cut = (int) location.offset(); cut < whole.length; cut += everyNth()) {
      store(location.object(), Arrays.copyOf(whole, cut));
      assertThatThrownBy(() -> archive.read(location))
          .isInstanceOfSatisfying(
              PageUnreadable.class,
              e -> assertThat(e.reason()).isEqualTo(PageUnreadable.Reason.TORN));
    }
  }

  @Test
  void aChangedByteNeverComesBackAsAPage() throws IOException {
    byte[] noise = new byte[300];
    new java.util.Random(5).nextBytes(noise);
    Page page = page(1, Map.of(), noise);
    PageLocation location = write(page).get(0);
    byte[] whole = stored(location.object());
    int unreadable = 0;
    for (int at = (int) location.offset(); at < whole.length; at += everyNth()) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      store(location.object(), damaged);
      try {
        // Some bits of the gzip header mean nothing; whatever is read must be right.
        assertThat(archive.read(location)).isEqualTo(page);
      } catch (PageUnreadable e) {
        unreadable++;
      }
    }
    assertThat(unreadable).isGreaterThanOrEqualTo(Math.ceilDiv(location.length(), everyNth()) - 10);
  }
}
