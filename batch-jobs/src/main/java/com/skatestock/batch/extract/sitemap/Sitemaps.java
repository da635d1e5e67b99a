package com.skatestock.batch.extract.sitemap;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Onward;
import com.skatestock.batch.extract.PageLook;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.SitemapRules;
import com.skatestock.batch.source.Page;
import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.UnknownFormatException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the directories of a shop's pages. Of what they name, addresses of other hosts, those that
 * the shop's rules leave out, and repeated ones are left out; the order is theirs. Pure, and safe
 * for use by several threads.
 */
public final class Sitemaps {
  private static final String ROBOTS = "/robots.txt";

  /** Where a sitemap is looked for that nobody names. */
  private static final String USUAL = "/sitemap.xml";

  private static final Pattern SITEMAP_LINE =
      Pattern.compile("(?im)^[ \\t\\x{FEFF}]*sitemap[ \\t]*:[ \\t]*(\\S+)");

  private Sitemaps() {}

  /** The directories with which reading the shop begins. */
  public static List<URI> roots(Shop shop, SitemapRules rules) {
    List<String> paths = rules.roots().isEmpty() ? List.of(ROBOTS) : rules.roots();
    return paths.stream().map(shop.url()::resolve).toList();
  }

  /** True if the page is one of these directories, and not a page of the shop. */
  public static boolean isDirectory(Page page) {
    String path = String.valueOf(page.uri().getPath());
    return path.equals(ROBOTS) || SitemapBody.looksLike(page.body().bytes());
  }

  /** What the directory names. */
  public static ExtractedPage read(SitemapRules rules, Page page) {
    Optional<PageState> failed = PageLook.ofStatus(page.status());
    if (failed.isPresent()) {
      return ExtractedPage.nothing(failed.get());
    }
    return ROBOTS.equals(page.uri().getPath()) ? robots(page) : sitemap(rules, page);
  }

  private static ExtractedPage robots(Page page) {
    Set<String> named = new LinkedHashSet<>();
    Matcher lines = SITEMAP_LINE.matcher(new String(page.body().bytes(), StandardCharsets.UTF_8));
    while (lines.find()) {
      URI address = address(page.uri(), lines.group(1));
      if (address != null && isOfHost(page.uri(), address.getHost())) {
        named.add(address.toString());
      }
    }
    if (named.isEmpty()) {
      named.add(page.uri().resolve(USUAL).toString());
    }
    return directory(List.copyOf(named), List.of());
  }

  private static ExtractedPage sitemap(SitemapRules rules, Page page) {
    try {
      URL url = page.uri().toURL();
      Optional<byte[]> xml = SitemapBody.unpacked(page.body().bytes());
      AbstractSiteMap read =
          xml.isEmpty() ? null : new SiteMapParser(false, false).parseSiteMap(xml.get(), url);
      return switch (read) {
        case SiteMapIndex index ->
            directory(
                index.getSitemaps().stream()
                    .map(AbstractSiteMap::getUrl)
                    .filter(named -> isOfHost(page.uri(), named.getHost()))
                    .map(URL::toString)
                    .filter(found(rules.follow()))
                    .distinct()
                    .toList(),
                List.of());
        case SiteMap map ->
            directory(
                List.of(),
                map.getSiteMapUrls().stream()
                    .map(named -> named.getUrl())
                    .filter(named -> named != null && isOfHost(page.uri(), named.getHost()))
                    .map(URL::toString)
                    .filter(found(rules.pages()))
                    .distinct()
                    .toList());
        case null, default -> ExtractedPage.nothing(PageState.NOT_UNDERSTOOD);
      };
    } catch (UnknownFormatException | IOException noSitemap) {
      return ExtractedPage.nothing(
          PageLook.ofHtml(new String(page.body().bytes(), StandardCharsets.UTF_8)));
    }
  }

  private static ExtractedPage directory(List<String> directories, List<String> pages) {
    return new ExtractedPage(
        PageState.DIRECTORY, List.of(), List.of(), false, new Onward.Directory(directories, pages));
  }

  private static Predicate<String> found(Optional<String> expression) {
    return expression.map(text -> Pattern.compile(text).asPredicate()).orElse(address -> true);
  }

  private static @Nullable URI address(URI page, String text) {
    try {
      return page.resolve(new URI(text));
    } catch (URISyntaxException noAddress) {
      return null;
    }
  }

  /** Of the same host, with or without {@code www}. */
  private static boolean isOfHost(URI page, @Nullable String host) {
    return host != null && bare(host).equals(bare(String.valueOf(page.getHost())));
  }

  private static String bare(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("www.") ? lower.substring(4) : lower;
  }
}
