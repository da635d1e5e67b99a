package com.skatestock.local.shop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** The pieces of a sitemap (sitemaps.org, protocol 0.9). */
final class SitemapXml {
  static final String TYPE = "application/xml; charset=utf-8";
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final String SCHEMA = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  static final String INDEX = HEAD + "<sitemapindex" + SCHEMA;
  static final String END_INDEX = "</sitemapindex>\n";
  static final String URLS = HEAD + "<urlset" + SCHEMA;
  static final String END_URLS = "</urlset>\n";

  private SitemapXml() {}

  /** A file that is gzip itself, whatever the client accepts. */
  static Answer packed(StringBuilder xml) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(xml.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(
        200, "application/gzip", ByteBuffer.wrap(bytes.toByteArray()), Optional.empty(), Map.of());
  }

  static void file(String address, StringBuilder xml) {
    xml.append("  <sitemap><loc>").append(address).append("</loc></sitemap>\n");
  }

  static void page(String address, String changed, StringBuilder xml) {
    xml.append("  <url><loc>")
        .append(address)
        .append("</loc><lastmod>")
        .append(changed)
        .append("</lastmod><changefreq>daily</changefreq></url>\n");
  }
}
