package com.skatestock.batch.extract.structured;

import com.skatestock.batch.extract.ProductAddress;
import com.skatestock.batch.extract.ShownText;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * What a page is about, told by its address and headlines; products are measured against it.
 *
 * @param uri what the page was fetched from
 * @param url the canonical address that the page gives itself, else {@code uri}
 * @param titles what the page calls itself in its head, folded
 * @param names the same and its first headlines, folded
 */
public record PageSubject(URI uri, String url, List<String> titles, List<String> names) {

  public PageSubject {
    titles = List.copyOf(titles);
    names = List.copyOf(names);
  }

  /** Of a document that was fetched from {@code uri}. */
  public static PageSubject of(Document document, URI uri) {
    List<String> titles = new ArrayList<>();
    titles.add(folded(meta(document, "og:title")));
    titles.add(folded(document.title()));
    titles.addAll(parts(document.title()));
    titles.removeIf(title -> title.length() < 2);
    List<String> names = new ArrayList<>(titles);
    for (Element headline : document.getElementsByTag("h1")) {
      if (names.size() < titles.size() + 3) {
        names.add(folded(ShownText.of(headline)));
      }
    }
    names.removeIf(String::isEmpty);
    return new PageSubject(uri, canonical(document, uri), titles, names);
  }

  /** Whether an address is the page's own, query and host left out. */
  public boolean isAt(@Nullable String address) {
    @Nullable String path = path(address);
    return path != null && (path.equals(path(url)) || path.equals(path(uri.toString())));
  }

  /** How surely a name is the page's subject: 3 it is a headline, 2 or 1 part of one, 0 not. */
  public int names(@Nullable String name) {
    return likeness(name, names);
  }

  /** As {@link #names}, by the page's head alone. */
  public int titles(@Nullable String name) {
    return likeness(name, titles);
  }

  private static int likeness(@Nullable String name, List<String> wanted) {
    String folded = name == null ? "" : folded(name);
    int best = 0;
    for (String said : wanted) {
      if (folded.isEmpty()) {
        break;
      }
      if (said.equals(folded)) {
        return 3;
      }
      if (said.contains(folded) && folded.length() >= 4) {
        best = Math.max(best, 2);
      } else if (folded.contains(said) && said.length() >= 8) {
        best = Math.max(best, 1);
      }
    }
    return best;
  }

  /** The path of an address as it stands in the page; null if it has none. */
  public @Nullable String path(@Nullable String address) {
    @Nullable String absolute = address == null ? null : ProductAddress.absolute(uri, address);
    return absolute == null ? null : ProductAddress.canonicalPath(absolute);
  }

  private static String canonical(Document document, URI uri) {
    @Nullable Element link = document.selectFirst("link[rel=canonical][href]");
    String address = link == null ? meta(document, "og:url") : link.attr("href");
    @Nullable String absolute = address.isBlank() ? null : ProductAddress.absolute(uri, address);
    if (absolute == null || ProductAddress.canonicalPath(absolute) == null) {
      @Nullable String own = ProductAddress.absolute(uri, uri.toString());
      return own == null ? uri.toString() : own;
    }
    return absolute;
  }

  private static String meta(Document document, String property) {
    @Nullable Element meta = document.selectFirst("meta[property=" + property + "][content]");
    return meta == null ? "" : meta.attr("content");
  }

  /** The first and the longest part of a title such as {@code Team Deck | Plaza Skate Shop}. */
  private static List<String> parts(String title) {
    String[] parts = title.split("[|–—»«_•·]|\\s-\\s|: ", -1);
    String longest = "";
    for (String part : parts) {
      longest = part.length() > longest.length() ? part : longest;
    }
    return List.of(folded(parts[0]), folded(longest));
  }

  /** Letters and digits in lower case: how a name is compared. */
  public static String folded(String name) {
    StringBuilder folded = new StringBuilder(Math.min(name.length(), 200));
    for (int i = 0; i < name.length() && folded.length() < 200; i++) {
      if (Character.isLetterOrDigit(name.charAt(i))) {
        folded.append(Character.toLowerCase(name.charAt(i)));
      }
    }
    return folded.toString();
  }
}
