package com.skatestock.batch.source;

import static com.skatestock.batch.source.RudeServer.lines;
import static com.skatestock.batch.source.RudeServer.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.FetchOutcome.Failure;
import com.skatestock.batch.source.FetchOutcome.Refusal;
import com.skatestock.batch.source.RudeServer.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Which bodies are taken, and which never, whole as they may look. */
class FetchedBodiesTest extends FetcherAtRudeServer {

  @Test
  void unpacksGzip() throws IOException {
    server.on("/a", gzip("hello hello hello".getBytes(UTF_8), true));
    FetchOutcome outcome = fetch("/a");
    assertThat(body(outcome)).isEqualTo("hello hello hello".getBytes(UTF_8));
    assertThat(((FetchOutcome.Fetched) outcome).page().body().gzipped().orElseThrow())
        .as("kept as it travelled, for the archive")
        .startsWith(0x1f, 0x8b);
  }

  private static Reply gzip(byte[] body, boolean whole) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    }
    int length = whole ? packed.size() : packed.size() - 10;
    return out -> {
      out.write(
          ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + length + "\r\n\r\n")
              .getBytes(UTF_8));
      out.write(packed.toByteArray(), 0, length);
    };
  }

  @Test
  void readsChunks() {
    server.on(
        "/a",
        lines(
            "HTTP/1.1 200 OK",
            "Transfer-Encoding: chunked",
            "",
            "3",
            "abc",
            "2",
            "de",
            "0",
            "",
            ""));
    assertThat(body(fetch("/a"))).isEqualTo("abcde".getBytes(UTF_8));
  }

  @Test
  void aGzipBombIsStoppedAtTheCap() throws IOException {
    server.on("/a", gzip(new byte[900_000], true));
    assertRefused(fetch("/a"), Refusal.BODY_TOO_LARGE, 0);
    assertThat(fetcher.counts("labor").bytes()).isZero();
  }

  @Test
  void anAnnouncedLengthBeyondTheCapIsRefusedUnread() {
    server.on("/a", lines("HTTP/1.1 200 OK", "Content-Length: 1001", "", ""));
    assertRefused(fetch("/a"), Refusal.BODY_TOO_LARGE, 0);
    assertThat(server.requestsFor("/a")).isEqualTo(1);
  }

  @Test
  void anEndlessBodyIsStoppedAtTheCap() {
    server.on(
        "/a",
        out -> {
          out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(UTF_8));
          while (true) {
            out.write(("64\r\n" + "x".repeat(100) + "\r\n").getBytes(UTF_8));
          }
        });
    assertRefused(fetch("/a"), Refusal.BODY_TOO_LARGE, 0);
  }

  @Test
  void aBodyOfExactlyTheCapIsAccepted() {
    server.on("/a", ok("x".repeat(1000)));
    assertThat(body(fetch("/a"))).hasSize(1000);
  }

  @Test
  void aBodyShorterThanAnnouncedIsNeverAccepted() {
    server.on("/a", lines("HTTP/1.1 200 OK", "Content-Length: 10", "", "{\"a\":1}"));
    assertFailed(fetch("/a"), Failure.CUT_OFF, 3, 0);
  }

  @Test
  void aBodyLongerThanAnnouncedIsNeverAccepted() {
    server.on("/a", lines("HTTP/1.1 200 OK", "Content-Length: 4", "", "{\"a\":1}"));
    assertFailed(fetch("/a"), Failure.CUT_OFF, 3, 0);
  }

  @Test
  void chunksWithoutTheirEndAreNeverAccepted() {
    server.on("/a", lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "3", "abc", ""));
    assertFailed(fetch("/a"), Failure.CUT_OFF, 3, 0);
  }

  @Test
  void aPackedBodyCutOffIsNeverAccepted() throws IOException {
    server.on("/a", gzip("hello hello hello".getBytes(UTF_8), false));
    assertFailed(fetch("/a"), Failure.CUT_OFF, 3, 0);
  }

  @Test
  void aBodyThatIsNotPackedAsItSaysIsMalformed() {
    server.on("/a", ok("plain", "Content-Encoding: gzip"));
    assertFailed(fetch("/a"), Failure.MALFORMED, 3, 0);
  }

  @Test
  void anEncodingThatWasNotAskedForIsRefused() {
    server.on("/a", ok("?", "Content-Encoding: br"));
    assertRefused(fetch("/a"), Refusal.UNKNOWN_ENCODING, 0);
  }

  @Test
  void connectionsAreKeptAndBodiesComeWhole() throws Exception {
    byte[] large = new byte[3_000_000];
    new java.util.Random(1).nextBytes(large);
    server.on(
        "/a",
        out -> {
          OutputStream buffered = new java.io.BufferedOutputStream(out, 1 << 16);
          buffered.write(
              ("HTTP/1.1 200 OK\r\nContent-Length: " + large.length + "\r\n\r\n").getBytes(UTF_8));
          buffered.write(large);
          buffered.flush();
        });
    Shop shop = shop(manners(Duration.ZERO, Duration.ofSeconds(20), 4_000_000));
    assertThat(body(fetcher.fetch(shop, server.uri("/a"), Validators.NONE))).isEqualTo(large);
  }
}
