package com.skatestock.local.shop;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/** What a shop writes about an article beside its title. */
final class ProductText {
  private static final List<String> SENTENCES =
      List.of(
          "Built for everyday abuse at the spot, in the park and on the way there.",
          "Seven plies of hard rock maple, pressed one at a time, for pop that lasts.",
          "Double stitched where it counts, so that the first slam isn&rsquo;t the last one.",
          "Cut a little wider than usual; if you like it snug, go down half a size.",
          "Screen printed by hand in small runs: no two of them look quite the same.",
          "Triple layered suede at the toe and a vulcanised sole with board feel for days.",
          "The graphic was drawn for the team&rsquo;s spring tour and looks even better scratched.",
          "Machine wash cold with like colours, hang dry, don&rsquo;t iron the print.",
          "Ships from the shop within two working days, with stickers while we have them.",
          "Stock colours vary from batch to batch, and so may the stain of the top ply.",
          "Pick it up at the counter and we mount it for you while you wait.",
          "One more reason to leave the couch: it looks good on the wall, too.");

  private ProductText() {}

  /**
   * The description. About 600 characters, as the shops' answers in the evaluation data have them.
   */
  static String html(Article article, Dice dice) {
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
        + " &amp; friends.</p>\n"
        + paragraphs(dice)
        + "<ul>\n<li>Style: "
        + article.styleCode()
        + "</li>\n<li>Support your local skate shop!</li>\n</ul>";
  }

  private static String paragraphs(Dice dice) {
    StringBuilder text = new StringBuilder(800);
    int count = dice.with("sentences").between(2, 7);
    int first = dice.with("first sentence").below(SENTENCES.size());
    for (int i = 0; i < count; i++) {
      text.append("<p>").append(SENTENCES.get((first + 5 * i) % SENTENCES.size())).append("</p>\n");
    }
    return text.toString();
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
