package com.skatestock.local.shop;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/** What a shop writes about an article beside its title. */
final class ProductText {
  private ProductText() {}

  static String html(Article article) {
    String by =
        article
            .rider()
            .map(rider -> rider.replace("'", "&rsquo;") + "&nbsp;pro model. ")
            .orElse("");
    return "<p><strong>"
        + escaped(article.brand().name())
        + " &ldquo;"
        + escaped(article.name())
        + "&rdquo;</strong></p>\n<p>"
        + by
        + "Colour: "
        + article.colourway().text()
        + " &amp; friends.</p>\n<ul>\n<li>Style: "
        + article.styleCode()
        + "</li>\n<li>Support your local skate shop!</li>\n</ul>";
  }

  static List<String> tags(Article article, PriceTag tag) {
    List<String> tags = new ArrayList<>();
    tags.add(article.brand().name());
    tags.add(article.category().shopType);
    article.rider().ifPresent(tags::add);
    if (article.partner().isPresent()) {
      tags.add("collab");
    }
    if (tag.compareAt().isPresent() && tag.compareAt().getAsLong() > tag.cents()) {
      tags.add("sale");
    }
    return tags;
  }

  static String optionName(Article article) {
    return switch (article.category()) {
      case BEARINGS, GRIPTAPE -> "Title";
      case GIFTCARDS -> "Denominations";
      case DECKS,
          COMPLETES,
          TRUCKS,
          WHEELS,
          HARDWARE,
          SHOES,
          TSHIRTS,
          SWEATSHIRTS,
          PANTS,
          HATS,
          SOCKS ->
          "Size";
    };
  }

  /** As the country prints it, without the currency: {@code 1,099.00}, but {@code 1.099,00}. */
  static String amount(BigDecimal price, Currency currency) {
    Locale country = currency.getCurrencyCode().equals("EUR") ? Locale.GERMANY : Locale.US;
    return String.format(country, "%,.2f", price);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
