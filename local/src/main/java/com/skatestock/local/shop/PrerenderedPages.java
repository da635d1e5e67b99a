package com.skatestock.local.shop;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A shop's listing pages at one moment, rendered once into a temporary file and served from its
 * mapping: no work per request, and no heap. The file has no name any more when the first page is
 * served, so nothing is left behind even by a killed process.
 */
final class PrerenderedPages implements AutoCloseable {
  private record Page(long offset, int length, Answer head) {}

  private final Instant moment;
  private final Map<String, Page> pages;
  private final Arena arena;
  private final MemorySegment bytes;

  private PrerenderedPages(
      Instant moment, Map<String, Page> pages, Arena arena, MemorySegment bytes) {
    this.moment = moment;
    this.pages = pages;
    this.arena = arena;
    this.bytes = bytes;
  }

  /**
   * @param gzip keeps them compressed: then they are for clients only that accept that
   */
  static PrerenderedPages render(Storefront storefront, Instant moment, boolean gzip)
      throws IOException {
    Path file = Files.createTempFile("skatestock-shop-", ".pages");
    Map<String, Page> pages = new HashMap<>();
    Arena arena = Arena.ofShared();
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        Stream<Storefront.Listing> listings = storefront.wholeShop()) {
      Iterator<Storefront.Listing> rest = listings.iterator();
      while (rest.hasNext()) {
        Storefront.Listing listing = rest.next();
        Answer plain = storefront.page(listing, moment);
        Answer answer = gzip ? Delivery.compressed(plain) : plain;
        ByteBuffer body = answer.body();
        pages.put(
            listing.key(),
            new Page(
                channel.position(),
                body.remaining(),
                answer.with(Delivery.ETAG, Delivery.tag(plain.body())).withoutBody()));
        while (body.hasRemaining()) {
          channel.write(body);
        }
      }
      MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      return new PrerenderedPages(moment, Map.copyOf(pages), arena, bytes);
    } catch (IOException e) {
      arena.close();
      throw e;
    }
  }

  /** When the pages were true. */
  Instant moment() {
    return moment;
  }

  /** Empty for a page that nobody who reads the whole shop asks for. */
  Optional<Answer> page(Storefront.Listing listing) {
    return Optional.ofNullable(pages.get(listing.key()))
        .map(
            page ->
                page.head().carrying(bytes.asSlice(page.offset(), page.length()).asByteBuffer()));
  }

  @Override
  public void close() {
    arena.close();
  }
}
