package com.skatestock.batch.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import com.skatestock.batch.source.Validators;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a shop sends comes back from the archive as it was received. */
class WarcRoundTripProperties {
  private static final String OBJECT = "labor/2026/11/21/20261121T023000Z-x.warc.gz";

  @Property(tries = 300)
  void anyBytesUnderAnyHeadersComeBack(@ForAll("pages") List<Page> pages) throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    List<PageLocation> locations =
        WarcObjectWriter.writeAll(
            Channels.newChannel(object),
            OBJECT,
            new ChunkAttempt(
                "labor",
                Instant.EPOCH,
                "scheduled",
                1,
                1,
                pages.stream()
                    .map(
                        page ->
                            new ChunkAttempt.Placed(
                                0, 0, 1, Validators.NONE, new Capture.Fresh(page)))
                    .toList()),
            Instant.EPOCH);
    byte[] bytes = object.toByteArray();

    WarcObjectReader reader =
        new WarcObjectReader(
            location -> {
              throw new AssertionError(location);
            });
    for (int i = 0; i < pages.size(); i++) {
      int offset = (int) locations.get(i).offset();
      byte[] member = Arrays.copyOfRange(bytes, offset, offset + locations.get(i).length());
      assertThat(reader.page(member, locations.get(i))).isEqualTo(pages.get(i));
    }
    List<ArchivedPage> scanned = new ArrayList<>();
    reader.scan(
        Channels.newChannel(new ByteArrayInputStream(bytes)),
        OBJECT,
        location ->
            Arrays.copyOfRange(
                bytes, (int) location.offset(), (int) location.offset() + location.length()),
        scanned::add);
    assertThat(scanned).extracting(ArchivedPage::location).isEqualTo(locations);
    assertThat(scanned).extracting(ArchivedPage::page).isEqualTo(pages);
  }

  @Provide
  Arbitrary<List<Page>> pages() {
    Arbitrary<byte[]> bodies =
        Arbitraries.oneOf(
            Arbitraries.bytes().array(byte[].class).ofMaxSize(200),
            // longer than every buffer on the way
            Arbitraries.bytes().map(WarcRoundTripProperties::long_),
            Arbitraries.just(
                "\r\n\r\nWARC/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.of(
                "content-length",
                "content-encoding",
                "transfer-encoding",
                "x-archive-orig-content-length",
                "set-cookie",
                "content-type"),
            Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars('-')
                .ofMinLength(1)
                .ofMaxLength(12));
    Arbitrary<String> values =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .withChars(' ', 'é', 'ÿ')
            .ofMaxLength(30)
            .map(String::strip);
    Arbitrary<Map<String, List<String>>> headers =
        Arbitraries.maps(names, values.list().ofMinSize(1).ofMaxSize(3)).ofMaxSize(6);
    Arbitrary<Page> page =
        Combinators.combine(
                headers,
                bodies,
                Arbitraries.integers().between(200, 599).filter(status -> status != 304),
                Arbitraries.longs().between(0, 4_000_000_000_000_000L))
            .as(
                (fields, body, status, micros) ->
                    new Page(
                        "labor",
                        URI.create("https://shop.example/a?b=%C3%A9&c=" + micros),
                        Instant.EPOCH.plusNanos(micros * 1000),
                        "urn:uuid:" + new UUID(micros, status),
                        status,
                        fields,
                        Body.of(body)));
    return page.list().ofMinSize(1).ofMaxSize(3);
  }

  private static byte[] long_(byte seed) {
    byte[] body = new byte[200_000];
    new java.util.Random(seed).nextBytes(body);
    return body;
  }
}
