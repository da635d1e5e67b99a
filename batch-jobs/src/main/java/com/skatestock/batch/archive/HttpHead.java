package com.skatestock.batch.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The HTTP header of an archived answer.
 *
 * <p>A body that travelled as gzip is stored so, under the header that says it. Any other is stored
 * decoded, so a header that speaks of the body as it travelled would lie about the one that
 * follows: Content-Encoding, Transfer-Encoding and a Content-Length of another length are stored
 * under {@code x-archive-orig-…} (the prefix that web archives use) and get their own names back
 * when read. A name that already has the prefix gets it twice.
 */
final class HttpHead {
  private static final String PREFIX = "x-archive-orig-";
  private static final String CONTENT_ENCODING = "content-encoding";

  private HttpHead() {}

  /** True if the header fields say that the body travels as gzip. */
  static boolean saysGzip(Map<String, List<String>> headers) {
    return headers.getOrDefault(CONTENT_ENCODING, List.of()).stream()
        .map(encoding -> encoding.strip().toLowerCase(Locale.ROOT))
        .toList()
        .equals(List.of("gzip"));
  }

  /** Status line and header fields, ended by the empty line. Headers are ISO 8859-1, as in HTTP. */
  static byte[] bytes(
      int status, Map<String, List<String>> headers, int bodyLength, boolean gzipped) {
    StringBuilder head = new StringBuilder(1024);
    head.append("HTTP/1.1 ").append(status).append(" \r\n");
    headers.forEach(
        (name, values) -> {
          String stored = storedName(name, values, bodyLength, gzipped);
          for (String value : values) {
            head.append(stored).append(": ").append(value).append("\r\n");
          }
        });
    return head.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  private static String storedName(
      String name, List<String> values, int bodyLength, boolean gzipped) {
    boolean renamed =
        name.equals("transfer-encoding")
            || (name.equals(CONTENT_ENCODING) && !gzipped)
            || name.startsWith(PREFIX)
            || (name.equals("content-length")
                && !values.equals(List.of(Integer.toString(bodyLength))));
    return renamed ? PREFIX + name : name;
  }

  /** The header fields under the names that they were received with. */
  static Map<String, List<String>> received(Map<String, List<String>> stored) {
    Map<String, List<String>> received = new LinkedHashMap<>();
    stored.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          String own = lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : lower;
          received.computeIfAbsent(own, any -> new ArrayList<>()).addAll(values);
        });
    received.replaceAll((name, values) -> List.copyOf(values));
    return received;
  }
}
