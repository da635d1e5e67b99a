package com.skatestock.batch.extract;

import com.skatestock.batch.source.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/**
 * A page's body as HTML. Whatever the bytes are, there is a document: jsoup mends as browsers do.
 */
public final class HtmlPage {
  /** A page with less text than this is a bare message, and all of it is its headline. */
  private static final int BARE_MESSAGE_LENGTH = 600;

  private static final int MOST_HEADLINES = 5;

  private static final int MOST_ELEMENTS_OF_A_CHALLENGE = 80;

  /**
   * What the challenges of Imperva, DataDome, PerimeterX, Cloudflare, AWS, Akamai and Kasada have
   * in their pages. Goods' pages load some of these too: alone they say nothing.
   */
  private static final Evaluator CHALLENGE =
      QueryParser.parse(
          "[src*=_Incapsula_Resource], [src*=captcha-delivery.com],"
              + " script:containsData(captcha-delivery.com), #px-captcha, [src*=px-captcha],"
              + " [src*=perimeterx.net], [src*=px-cloud.net], [src*=challenges.cloudflare.com],"
              + " #challenge-form, script:containsData(_cf_chl_opt), [src*=awswaf.com],"
              + " #sec-if-cpt-container, [src*=/ips.js]");

  private HtmlPage() {}

  /** In the charset of the header, else in the one that the page itself tells, else UTF-8. */
  public static Document parse(Page page) {
    byte[] body = page.body().bytes();
    try {
      return Jsoup.parse(new ByteArrayInputStream(body), charset(page), page.uri().toString());
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Reading from memory failed", unreadable);
    }
  }

  /**
   * What a page is that shows no products, by its headlines; blocked also where it has next to no
   * text and loads a firewall's challenge.
   */
  public static PageState look(Document document) {
    PageState said = PageLook.ofHeadlines(headlines(document));
    return said == PageState.NOT_UNDERSTOOD
            && document.selectFirst(CHALLENGE) != null
            && isBare(document)
        ? PageState.BLOCKED
        : said;
  }

  private static boolean isBare(Document document) {
    return document.getAllElements().size() <= MOST_ELEMENTS_OF_A_CHALLENGE
        && ShownText.of(document.body()).length() < BARE_MESSAGE_LENGTH;
  }

  /** What {@link PageLook#ofHeadlines} believes: title, first headlines, or a bare message. */
  static String headlines(Document document) {
    StringBuilder headlines = new StringBuilder(document.title());
    List<Element> first = document.getElementsByTag("h1");
    for (Element headline : first.subList(0, Math.min(first.size(), MOST_HEADLINES))) {
      headlines.append('\n').append(ShownText.of(headline));
    }
    String text = ShownText.of(document.body());
    if (text.length() < BARE_MESSAGE_LENGTH) {
      headlines.append('\n').append(text);
    }
    return headlines.toString();
  }

  /** The charset of the header, null if there is none that we know. */
  private static @Nullable String charset(Page page) {
    String type = page.contentType().orElse("").toLowerCase(Locale.ROOT);
    int at = type.indexOf("charset=");
    if (at < 0) {
      return null;
    }
    String name = type.substring(at + "charset=".length());
    int end = name.indexOf(';');
    name = (end < 0 ? name : name.substring(0, end)).replace("\"", "").strip();
    try {
      return Charset.isSupported(name) ? name : null;
    } catch (IllegalArgumentException noName) {
      return null;
    }
  }
}
