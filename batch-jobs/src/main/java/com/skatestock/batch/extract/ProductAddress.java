package com.skatestock.batch.extract;

import java.net.URI;
import java.util.List;
import java.util.StringJoiner;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Tag;
import org.jspecify.annotations.Nullable;

/** Addresses as they stand in links. */
public final class ProductAddress {
  /** Parameters that tell where a visitor came from, not which page it is. */
  private static final List<String> TRACKING =
      List.of("utm_", "gclid=", "fbclid=", "msclkid=", "_pos=", "_sid=", "_ss=", "_psq=", "_fid=");

  private static final Tag LINK = Tag.valueOf("a");

  private ProductAddress() {}

  /**
   * With scheme and host, without fragment and tracking parameters; null if it is no web address.
   */
  public static @Nullable String absolute(URI page, String address) {
    String resolved =
        new Element(LINK, page.toString()).attr("href", address.strip()).absUrl("href");
    if (!resolved.startsWith("http://") && !resolved.startsWith("https://")) {
      return null;
    }
    int fragment = resolved.indexOf('#');
    return withoutTracking(fragment < 0 ? resolved : resolved.substring(0, fragment));
  }

  /** The path of an absolute address, without a slash at its end; null if it is only that. */
  public static @Nullable String canonicalPath(String url) {
    int host = url.indexOf("://") + 3;
    int start = url.indexOf('/', host);
    if (start < 0) {
      return null;
    }
    int query = url.indexOf('?', start);
    String path = query < 0 ? url.substring(start) : url.substring(start, query);
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    return path.isEmpty() ? null : path;
  }

  /** The first address of {@code srcset}; empty if it has none. */
  public static String firstOfSrcset(String srcset) {
    String first = srcset.strip();
    int end = 0;
    while (end < first.length() && !Character.isWhitespace(first.charAt(end))) {
      end++;
    }
    first = first.substring(0, end);
    return first.endsWith(",") ? first.substring(0, first.length() - 1) : first;
  }

  private static String withoutTracking(String url) {
    int query = url.indexOf('?');
    if (query < 0) {
      return url;
    }
    StringJoiner kept = new StringJoiner("&", "?", "").setEmptyValue("");
    for (String parameter : url.substring(query + 1).split("&", -1)) {
      if (!parameter.isEmpty() && TRACKING.stream().noneMatch(parameter::startsWith)) {
        kept.add(parameter);
      }
    }
    return url.substring(0, query) + kept;
  }
}
