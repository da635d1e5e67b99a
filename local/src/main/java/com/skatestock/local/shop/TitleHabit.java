package com.skatestock.local.shop;

import java.util.List;
import java.util.Locale;

/**
 * How a shop words its titles: its own order and inch mark, and now and then a slip (sale noise,
 * capitals, no-break spaces, an escaped ampersand).
 */
final class TitleHabit {
  private static final List<String> INCHES = List.of("\"", "”", "″", "''", "");

  private final Dice shop;

  TitleHabit(Dice shop) {
    this.shop = shop;
  }

  String title(Article article, Dice listing) {
    String plain = clean(article, listing);
    if (article.category() == Category.GIFTCARDS) {
      return plain;
    }
    return switch (listing.with("slip").below(50)) {
      case 0 -> "SALE! " + plain;
      case 1 -> plain + " (SALE)";
      case 2 -> "Clearance -50% " + plain;
      case 3, 4 -> plain.toUpperCase(Locale.ROOT);
      case 5 -> plain.replace(" ", "\u00a0");
      case 6 -> plain.replace(" & ", " &amp; ") + " ";
      default -> plain;
    };
  }

  /** A width or size as this shop writes it: {@code 8.25}, {@code 8.25"}, {@code US 9.5}. */
  String size(Article article, String size, Dice listing) {
    return switch (article.category()) {
      case DECKS, COMPLETES -> inches(size, listing);
      case SHOES ->
          switch (shop.with("shoes").below(3)) {
            case 0 -> size;
            case 1 -> "US " + size;
            default -> "M " + size + " / W " + women(size);
          };
      default -> size;
    };
  }

  private String clean(Article article, Dice listing) {
    String brand = brand(article, listing);
    String what = article.rider().map(rider -> rider + " ").orElse("") + article.name();
    String colour = article.colourway().text();
    return switch (article.category()) {
      case DECKS -> {
        String width =
            article.sizes().size() == 1 ? inches(article.sizes().getFirst(), listing) : "";
        yield switch (shop.with("decks").below(3)) {
          case 0 -> brand + " " + what + " Deck" + (width.isEmpty() ? "" : " - " + width);
          case 1 ->
              brand + " " + what + " " + (width.isEmpty() ? "" : width + " ") + "Skateboard Deck";
          default ->
              brand + " - " + what + " Deck - " + colour + (width.isEmpty() ? "" : " - " + width);
        };
      }
      case COMPLETES -> brand + " " + what + " Complete Skateboard";
      case TRUCKS ->
          brand
              + " "
              + what
              + " Trucks - "
              + colour
              + (listing.with("pair").chance(30) ? " (Set of 2)" : "");
      case WHEELS -> brand + " " + what + " Wheels";
      case BEARINGS -> brand + " " + what + " Bearings";
      case SHOES ->
          shop.with("shoe colours").chance(50)
              ? brand + " " + what + " - “" + colour + "”"
              : brand + " " + what + " Shoes (" + colour + ")";
      case TSHIRTS ->
          brand + " " + what + (shop.with("tees").chance(50) ? " Tee - " : " T-Shirt - ") + colour;
      case SWEATSHIRTS -> brand + " " + what + " Hoodie - " + colour;
      case PANTS -> brand + " " + what + " Pants - " + colour;
      case HATS -> brand + " " + what + " Cap - " + colour;
      case SOCKS -> brand + " " + what + " Crew Socks - " + colour;
      case HARDWARE, GRIPTAPE -> brand + " " + what + " - " + colour;
      case GIFTCARDS -> what + " Gift Card";
    };
  }

  private static String brand(Article article, Dice listing) {
    String brand = article.brand().name();
    if (article.partner().isEmpty()) {
      return brand;
    }
    String joint = listing.with("joint").pick(List.of(" x ", " × ", " X ", " w/ "));
    return brand + joint + article.partner().get();
  }

  private String inches(String width, Dice listing) {
    int habit = shop.with("inches").below(INCHES.size());
    if (listing.with("inches").chance(10)) {
      return width + " x " + (width.compareTo("8.2") < 0 ? "31.6" : "32");
    }
    return width + INCHES.get(habit);
  }

  private static String women(String men) {
    boolean half = men.endsWith(".5");
    int whole = Integer.parseInt(half ? men.substring(0, men.length() - 2) : men);
    return half ? Integer.toString(whole + 2) : whole + 1 + ".5";
  }
}
