package com.skatestock.batch.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.Warcinfo;

class FileSystemPageArchiveTest {
  private static final Instant SLOT = Instant.parse("2026-11-21T02:30:00Z");
  private static final Instant CAPTURED = Instant.parse("2026-11-21T02:30:07.123456Z");

  @TempDir Path root;
  private FileSystemPageArchive archive;

  @BeforeEach
  void open() {
    archive = new FileSystemPageArchive(root, Clock.fixed(CAPTURED, ZoneOffset.UTC));
  }

  private static Page page(int number, Map<String, List<String>> headers, byte[] body) {
    return new Page(
        "labor",
        URI.create("https://shop.example/products.json?page=" + number),
        CAPTURED.plusSeconds(number),
        "urn:uuid:" + new UUID(7, number),
        200,
        headers,
        Body.of(body));
  }

  private static Page page(int number) {
    return page(
        number,
        Map.of("content-type", List.of("application/json; charset=utf-8")),
        ("{\"products\":[" + number + "]}").getBytes(UTF_8));
  }

  private List<PageLocation> write(Page... pages) {
    return archive.write("labor", SLOT, Arrays.stream(pages).map(Capture.Fresh::new).toList());
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
        .isEqualTo(Files.size(root.resolve(locations.get(1).object())));
  }

  @Test
  void eachRecordIsAGzipMemberThatAnyToolUnpacks() throws IOException {
    PageLocation location = write(page(1), page(2)).get(1);
    byte[] object = Files.readAllBytes(root.resolve(location.object()));
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
    try (WarcReader reader = new WarcReader(root.resolve(location.object()))) {
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
    try (WarcReader reader = new WarcReader(root.resolve(location.object()))) {
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

    PageLocation revisit = archive.write("labor", SLOT, List.of(unchanged)).get(0);

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
        .containsExactly(new ArchivedPage(revisit, expected, java.util.Optional.of(original)));
    try (WarcReader reader = new WarcReader(root.resolve(revisit.object()))) {
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

    assertThatThrownBy(() -> archive.write("labor", SLOT, List.of(broken)))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(root.resolve(".partial")).isEmptyDirectory();
    assertThat(archive.objects("labor", LocalDate.of(2026, 11, 21), LocalDate.of(2026, 11, 21)))
        .isEmpty();
  }

  @Test
  void anEmptyChunkWritesNoObject() {
    assertThat(archive.write("labor", SLOT, List.of())).isEmpty();
    assertThat(root.resolve("labor")).doesNotExist();
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
    Path file = root.resolve(location.object());
    byte[] whole = Files.readAllBytes(file);
    for (int cut = (int) location.offset(); cut < whole.length; cut++) {
      Files.write(file, Arrays.copyOf(whole, cut));
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
    Path file = root.resolve(location.object());
    byte[] whole = Files.readAllBytes(file);
    int unreadable = 0;
    for (int at = (int) location.offset(); at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(file, damaged);
      try {
        // Some bits of the gzip header mean nothing; whatever is read must be right.
        assertThat(archive.read(location)).isEqualTo(page);
      } catch (PageUnreadable e) {
        unreadable++;
      }
    }
    assertThat(unreadable).isGreaterThanOrEqualTo(location.length() - 10);
  }

  @Test
  void sweepRemovesOldDraftsAndLeavesThoseOfRunningChunks() throws IOException {
    Path old = Files.writeString(root.resolve(".partial/old.warc.gz"), "torn", ISO_8859_1);
    Path fresh = Files.writeString(root.resolve(".partial/fresh.warc.gz"), "torn", ISO_8859_1);
    Files.setLastModifiedTime(old, FileTime.from(CAPTURED.minus(Duration.ofHours(25))));
    Files.setLastModifiedTime(fresh, FileTime.from(CAPTURED.minus(Duration.ofHours(23))));

    assertThat(archive.sweep(Duration.ofHours(24))).isEqualTo(1);

    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
  }

  @Test
  void anObjectNameCannotLeaveTheArchive() {
    assertThatThrownBy(() -> archive.read(new PageLocation("labor/../../etc/passwd", 0, 10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not an object of this archive: labor/../../etc/passwd");
  }
}
