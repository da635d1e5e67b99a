package com.skatestock.batch.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.archive.WarcPages.Entry;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarcPagesTest {
  private static final int CAP = 10_000;
  private static final String PLAIN = "Content-Type: text/html\r\n\r\n<h1>Decks</h1>";

  @TempDir private Path folder;

  @Test
  void readsAResponseWithItsAddressTimeAndHeaders() throws IOException {
    assertThat(read(record(1, "response", "", "HTTP/1.1 200 OK\r\n" + PLAIN)))
        .containsExactly(
            new Entry.Captured(page(1, "<h1>Decks</h1>", "content-type", "text/html")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsCompressedAndPlainFilesAndSkipsOtherRecords(boolean compressed) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] record :
        List.of(
            record(1, "warcinfo", "", "software: test\r\n"),
            record(2, "request", "", "GET /decks HTTP/1.1\r\n\r\n"),
            record(3, "response", "", "HTTP/1.1 200 OK\r\n" + PLAIN),
            record(4, "metadata", "", "via: x\r\n"),
            record(5, "response", "", "HTTP/1.1 404 Not Found\r\n" + PLAIN))) {
      file.write(compressed ? gzip(record) : record);
    }

    assertThat(read(file.toByteArray()))
        .extracting(entry -> ((Entry.Captured) entry).page().status())
        .containsExactly(200, 404);
    assertThat(readStream(file.toByteArray())).hasSize(2);
  }

  @Test
  void undoesChunksAndContentEncoding() throws IOException {
    byte[] body = gzip("<h1>Wax</h1>".getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream http = new ByteArrayOutputStream();
    http.write(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    http.write((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    http.write(body);
    http.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

    assertThat(bodies(read(record(1, "response", "", http.toByteArray()))))
        .containsExactly("<h1>Wax</h1>");
  }

  @Test
  void anEncodingThatTheArchiveHasUndoneAlreadyIsIgnored() throws IOException {
    assertThat(
            bodies(
                read(
                    record(
                        1, "response", "", "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n" + PLAIN))))
        .containsExactly("<h1>Decks</h1>");
  }

  @Test
  void aRevisitIsItsOriginalSeenAgain() throws IOException {
    byte[] file =
        join(
            gzip(record(1, "response", "", "HTTP/1.1 200 OK\r\n" + PLAIN)),
            gzip(record(2, "response", "", "HTTP/1.1 200 OK\r\n\r\nother")),
            gzip(
                record(
                    3,
                    "revisit",
                    "WARC-Refers-To: <" + id(1) + ">\r\n",
                    "HTTP/1.1 304 Not Modified\r\n\r\n")),
            gzip(
                record(
                    4,
                    "revisit",
                    "WARC-Refers-To: <" + id(9) + ">\r\n",
                    "HTTP/1.1 304 Not Modified\r\n\r\n")));

    assertThat(read(file))
        .containsExactly(
            new Entry.Captured(page(1, "<h1>Decks</h1>", "content-type", "text/html")),
            new Entry.Captured(page(2, "other")),
            new Entry.Captured(page(3, "<h1>Decks</h1>", "content-type", "text/html")),
            unreadable(4, "the revisit's original is not at hand: " + id(9)));
  }

  @Test
  void aRevisitMayNameItsOriginalByAddressAndDate() throws IOException {
    byte[] file =
        join(
            record(1, "response", "", "HTTP/1.1 200 OK\r\n" + PLAIN),
            record(
                2,
                "revisit",
                "WARC-Refers-To-Target-URI: https://hillbomb.example/decks?page=1\r\n"
                    + "WARC-Refers-To-Date: 2025-01-01T00:00:01Z\r\n",
                "HTTP/1.1 200 OK\r\n\r\n"),
            record(
                3,
                "revisit",
                "WARC-Refers-To-Date: 2025-01-01T00:00:01Z\r\n",
                "HTTP/1.1 200 OK\r\n\r\n"),
            record(4, "revisit", "", "HTTP/1.1 304 Not Modified\r\n\r\n"));

    assertThat(read(file))
        .containsExactly(
            new Entry.Captured(page(1, "<h1>Decks</h1>", "content-type", "text/html")),
            new Entry.Captured(page(2, "<h1>Decks</h1>", "content-type", "text/html")),
            unreadable(
                3,
                "the revisit's original is not at hand: https://hillbomb.example/decks?page=3"
                    + " of 2025-01-01T00:00:01Z"),
            unreadable(4, "the revisit names no original"));
  }

  @Test
  void aBodyThatIsTooLongIsNamedAndTheNextPageIsRead() throws IOException {
    byte[] file =
        join(
            record(1, "response", "", "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(CAP + 1)),
            record(2, "response", "", "HTTP/1.1 200 OK\r\n" + PLAIN));

    assertThat(read(file))
        .containsExactly(
            unreadable(1, "the body is longer than 10000 bytes"),
            new Entry.Captured(page(2, "<h1>Decks</h1>", "content-type", "text/html")));
  }

  @Test
  void whereTheFileBreaksOffIsSaidAndNeverThrown() throws IOException {
    byte[] first = gzip(record(1, "response", "", "HTTP/1.1 200 OK\r\n" + PLAIN));
    byte[] second = gzip(record(2, "response", "", "HTTP/1.1 200 OK\r\n" + PLAIN.repeat(20)));
    byte[] whole = join(first, second);

    for (int length = first.length + 1; length < whole.length; length++) {
      List<Entry> entries = read(Arrays.copyOf(whole, length));
      assertThat(entries.getFirst()).isInstanceOf(Entry.Captured.class);
      assertThat(entries.subList(1, entries.size()))
          .as("cut to " + length + " bytes")
          .isNotEmpty()
          .noneMatch(entry -> entry instanceof Entry.Captured);
    }
  }

  @Test
  void anAddressThatIsNoUriIsEncoded() {
    assertThat(WarcPages.uri("https://x.example/a b?c={d}|e"))
        .hasToString("https://x.example/a%20b?c=%7Bd%7D%7Ce");
    assertThat(WarcPages.uri("<https://x.example/>")).hasToString("https://x.example/");
  }

  private List<Entry> read(byte[] warc) throws IOException {
    Path file = folder.resolve("pages.warc");
    Files.write(file, warc);
    try (WarcPages pages = WarcPages.of("hillbomb", file, CAP)) {
      return all(pages);
    }
  }

  private static List<Entry> readStream(byte[] warc) throws IOException {
    try (WarcPages pages = WarcPages.of("hillbomb", new ByteArrayInputStream(warc), CAP)) {
      return all(pages);
    }
  }

  private static List<Entry> all(WarcPages pages) {
    List<Entry> entries = new ArrayList<>();
    pages.forEachRemaining(entries::add);
    return entries;
  }

  private static List<String> bodies(List<Entry> entries) {
    return entries.stream()
        .map(entry -> ((Entry.Captured) entry).page().body().bytes())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }

  private static Page page(int number, String body, String... header) {
    return new Page(
        "hillbomb",
        URI.create("https://hillbomb.example/decks?page=" + number),
        Instant.parse("2025-01-01T00:00:0" + number + "Z"),
        id(number),
        200,
        header.length == 0 ? Map.of() : Map.of(header[0], List.of(header[1])),
        Body.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static Entry unreadable(int number, String problem) {
    return new Entry.Unreadable(
        id(number),
        "https://hillbomb.example/decks?page=" + number,
        Optional.of(Instant.parse("2025-01-01T00:00:0" + number + "Z")),
        problem);
  }

  private static String id(int number) {
    return "urn:uuid:00000000-0000-0000-0000-00000000000" + number;
  }

  private static byte[] record(int number, String type, String more, String block) {
    return record(number, type, more, block.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] record(int number, String type, String more, byte[] block) {
    String content =
        switch (type) {
          case "response", "revisit" -> "application/http;msgtype=response";
          case "request" -> "application/http;msgtype=request";
          default -> "application/warc-fields";
        };
    String head =
        "WARC/1.1\r\nWARC-Type: "
            + type
            + "\r\nWARC-Record-ID: <"
            + id(number)
            + ">\r\nWARC-Target-URI: https://hillbomb.example/decks?page="
            + number
            + "\r\nWARC-Date: 2025-01-01T00:00:0"
            + number
            + "Z\r\n"
            + (type.equals("revisit")
                ? "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified\r\n"
                : "")
            + more
            + "Content-Type: "
            + content
            + "\r\nContent-Length: "
            + block.length
            + "\r\n\r\n";
    return join(
        head.getBytes(StandardCharsets.UTF_8), block, "\r\n\r\n".getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }
}
