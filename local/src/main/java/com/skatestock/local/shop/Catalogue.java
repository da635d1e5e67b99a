package com.skatestock.local.shop;

import com.skatestock.local.shop.ShopProduct.Option;
import com.skatestock.local.shop.ShopProduct.Picture;
import com.skatestock.local.shop.ShopProduct.ShopVariant;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All that a shop lists at any moment, computed from its settings: nothing is stored, any moment
 * can be asked in any order, and two catalogues of equal settings agree in every JVM. Safe for all
 * threads.
 */
public final class Catalogue {
  private static final long FIRST_ID = 7_000_000_000_000L;
  private static final Pattern NO_HANDLE = Pattern.compile("[^a-z0-9]+");

  private final SimulatedShop shop;
  private final Dice dice;
  private final Maker maker;
  private final Shelf shelf;
  private final SaleCalendar sales;
  private final TitleHabit titles;

  public Catalogue(SimulatedShop shop) {
    this.shop = shop;
    this.dice = Dice.of(shop.seed()).with(shop.id());
    this.maker = new Maker(shop.tradeSeed());
    this.shelf = new Shelf(dice, maker);
    this.sales = new SaleCalendar(dice, shop.zone());
    this.titles = new TitleHabit(dice.with("titles"));
  }

  /** The number of products listed, the same at every moment. */
  public int size() {
    return shop.products();
  }

  /**
   * The product in a place of the shop's list at a moment.
   *
   * @param place 0 to {@link #size()} - 1
   */
  public ShopProduct product(int place, Instant moment) {
    if (place < 0 || place >= size()) {
      throw new IndexOutOfBoundsException("place " + place + " of " + size());
    }
    return listing(shelf.at(place, moment), moment);
  }

  /** The product with this handle, if it is listed at that moment. */
  public Optional<ShopProduct> product(String handle, Instant moment) {
    int dash = handle.lastIndexOf('-');
    long number;
    try {
      number = Long.parseLong(handle.substring(dash + 1), 36);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
    long place = number % Shelf.MOST_PLACES;
    if (number < 0 || place >= size()) {
      return Optional.empty();
    }
    return Optional.of(product((int) place, moment)).filter(found -> found.handle().equals(handle));
  }

  /** The product with this id, if it is listed at that moment. */
  Optional<ShopProduct> product(long id, Instant moment) {
    long place = Math.floorMod(id - FIRST_ID, 1_000_000_000L) % Shelf.MOST_PLACES;
    return place >= size()
        ? Optional.empty()
        : Optional.of(product((int) place, moment)).filter(found -> found.id() == id);
  }

  private ShopProduct listing(Shelf.Stay stay, Instant moment) {
    Article article = maker.article(stay.category(), stay.line(), stay.generation());
    Dice own = dice.with("listing").with(stay.number());
    String title = titles.title(article, own);
    PriceTag tag = sales.tag(stay, stay.category(), asked(article), moment);
    long id = FIRST_ID + Math.floorMod(shop.id().hashCode(), 1000) * 1_000_000_000L + stay.number();
    List<Option> options = options(article, own);
    List<ShopVariant> variants = variants(id, stay, article, own, tag, options, moment);
    Instant updated =
        variants.stream().map(ShopVariant::updatedAt).max(Instant::compareTo).orElse(tag.since());
    String slug = slug(title);
    return new ShopProduct(
        id,
        stay.place(),
        stay.category(),
        title,
        slug + "-" + Long.toString(stay.number(), 36),
        ProductText.html(article, own),
        article.brand().name(),
        article.brand().vendor(),
        article.category().shopType,
        ProductText.tags(article, tag),
        stay.from(),
        updated,
        options,
        variants,
        pictures(id, slug, own));
  }

  /** The maker's price, or a few dollars beside it. */
  private long asked(Article article) {
    int habit =
        article.category() == Category.GIFTCARDS
            ? 0
            : dice.with("asked").with(article.barcode()).below(6);
    return article.listCents() + (habit == 0 ? 0 : habit == 1 ? -200 : habit == 2 ? 300 : 0);
  }

  private List<Option> options(Article article, Dice own) {
    List<String> sizes =
        article.sizes().stream().map(size -> titles.size(article, size, own)).toList();
    int wanted = shop.variantsPerProduct();
    if (wanted == 0) {
      return List.of(new Option(ProductText.optionName(article), sizes));
    }
    if (wanted <= sizes.size()) {
      return List.of(new Option(ProductText.optionName(article), sizes.subList(0, wanted)));
    }
    // More variants than sizes are made: each size comes in several finishes.
    int finishes = (wanted + sizes.size() - 1) / sizes.size();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= finishes; i++) {
      names.add("Finish " + i);
    }
    return List.of(new Option(ProductText.optionName(article), sizes), new Option("Color", names));
  }

  private List<ShopVariant> variants(
      long id,
      Shelf.Stay stay,
      Article article,
      Dice own,
      PriceTag tag,
      List<Option> options,
      Instant moment) {
    List<String> sizes = options.getFirst().values();
    int count = shop.variantsPerProduct() == 0 ? sizes.size() : shop.variantsPerProduct();
    List<ShopVariant> variants = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int size = i % sizes.size();
      StockLevel stock = StockLevel.of(own, stay, article, i, count, moment);
      long surcharge = surcharge(article, size);
      Instant updated = stock.since().isAfter(tag.since()) ? stock.since() : tag.since();
      variants.add(
          new ShopVariant(
              id * SimulatedShop.MOST_VARIANTS + i,
              i + 1,
              options.size() == 1
                  ? List.of(sizes.get(size))
                  : List.of(sizes.get(size), options.get(1).values().get(i / sizes.size())),
              article.styleCode() + "-" + (i + 1),
              Long.toString(article.barcode() + i),
              money(tag.cents() + surcharge),
              tag.compareAt().isPresent()
                  ? Optional.of(money(tag.compareAt().getAsLong() + surcharge))
                  : Optional.empty(),
              stock.quantity(),
              article.category().grams,
              stay.from(),
              updated));
    }
    return variants;
  }

  private static long surcharge(Article article, int size) {
    String name = article.sizes().get(size);
    return switch (article.category()) {
      case GIFTCARDS -> Long.parseLong(name.substring(1)) * 100 - article.listCents();
      case TSHIRTS, SWEATSHIRTS -> name.equals("XXL") ? 300 : 0;
      default -> 0;
    };
  }

  /** Six on average, as the shops' answers in the evaluation data have them. */
  private List<Picture> pictures(long id, String slug, Dice own) {
    int count = own.with("pictures").between(3, 9);
    List<Picture> pictures = new ArrayList<>(count);
    for (int i = 1; i <= count; i++) {
      String src =
          "https://cdn.shop.example/s/files/1/"
              + shop.id()
              + "/products/"
              + slug
              + "_"
              + i
              + ".jpg?v="
              + id;
      pictures.add(new Picture(id * 10 + i, src, 1200, 1200));
    }
    return pictures;
  }

  private static BigDecimal money(long cents) {
    return BigDecimal.valueOf(cents, 2);
  }

  private static String slug(String title) {
    String slug = NO_HANDLE.matcher(title.toLowerCase(Locale.ROOT)).replaceAll("-");
    int from = slug.startsWith("-") ? 1 : 0;
    int to = slug.endsWith("-") ? slug.length() - 1 : slug.length();
    return slug.substring(from, Math.max(from, to));
  }
}
