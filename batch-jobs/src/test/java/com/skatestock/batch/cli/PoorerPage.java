package com.skatestock.batch.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * A page with a part of what it says taken away: what a reader makes of it tells how it will do on
 * pages of shops that say less.
 */
enum PoorerPage {
  WITHOUT_META {
    @Override
    void change(Document page) {
      dropMeta(page);
    }
  },
  /** Neither JSON-LD nor microdata nor Open Graph. */
  WITHOUT_STATEMENTS {
    @Override
    void change(Document page) {
      page.select("script[type*=ld+json]").remove();
      dropMarkup(page);
      dropMeta(page);
    }
  },
  WITHOUT_STATEMENTS_AND_SCRIPTS {
    @Override
    void change(Document page) {
      page.select("script").remove();
      dropMarkup(page);
      dropMeta(page);
    }
  },
  /** Classes and ids mean nothing, as generated style sheets have it. */
  WITHOUT_NAMES {
    @Override
    void change(Document page) {
      dropNames(page);
    }
  },
  /** The text and the tags alone. */
  BARE {
    @Override
    void change(Document page) {
      WITHOUT_STATEMENTS_AND_SCRIPTS.change(page);
      dropNames(page);
      for (Element element : page.body().getAllElements()) {
        for (Attribute attribute : element.attributes().asList()) {
          if (attribute.getKey().startsWith("data-")) {
            element.removeAttr(attribute.getKey());
          }
        }
      }
    }
  };

  private static final List<String> MARKUP =
      List.of("itemprop", "itemscope", "itemtype", "itemid", "itemref", "typeof", "vocab");

  abstract void change(Document page);

  byte[] of(byte[] html, String url) throws IOException {
    Document page = Jsoup.parse(new ByteArrayInputStream(html), null, url);
    change(page);
    page.outputSettings().prettyPrint(false);
    page.charset(StandardCharsets.UTF_8);
    return page.outerHtml().getBytes(StandardCharsets.UTF_8);
  }

  private static void dropMeta(Document page) {
    page.select("meta:not([charset]):not([http-equiv])").remove();
  }

  private static void dropMarkup(Document page) {
    page.select("meta[itemprop],link[itemprop]").remove();
    for (String attribute : MARKUP) {
      page.select("[" + attribute + "]").removeAttr(attribute);
    }
    page.body().select("[property]").removeAttr("property");
  }

  /** The same name becomes the same other one: what looks alike still does. */
  private static void dropNames(Document page) {
    for (Element element : page.getAllElements()) {
      StringBuilder names = new StringBuilder();
      for (String name : element.classNames()) {
        names.append(' ').append(meaningless(name));
      }
      if (!names.isEmpty()) {
        element.attr("class", names.substring(1));
      }
      if (!element.id().isEmpty()) {
        element.attr("id", meaningless(element.id()));
      }
    }
  }

  /** Consonants only. */
  private static String meaningless(String name) {
    StringBuilder other = new StringBuilder();
    for (char digit : Integer.toHexString(name.hashCode()).toCharArray()) {
      other.append("bcdfghjklmnpqrst".charAt(Character.digit(digit, 16)));
    }
    return other.toString().toLowerCase(Locale.ROOT);
  }
}
