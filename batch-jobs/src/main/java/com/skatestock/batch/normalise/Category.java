package com.skatestock.batch.normalise;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What kind of goods a product is: the tree that the product categories' table is seeded from.
 * Parents stand before their children. A slug never changes once published; a category without
 * children is the most that a title can say.
 */
public enum Category {
  SKATEBOARDS("skateboards", "Skateboards", null),
  DECKS("decks", "Decks", SKATEBOARDS),
  COMPLETES("completes", "Complete skateboards", SKATEBOARDS),
  TRUCKS("trucks", "Trucks", SKATEBOARDS),
  WHEELS("wheels", "Wheels", SKATEBOARDS),
  BEARINGS("bearings", "Bearings", SKATEBOARDS),
  HARDWARE("hardware", "Hardware", SKATEBOARDS),
  GRIPTAPE("griptape", "Griptape", SKATEBOARDS),
  BUSHINGS("bushings", "Bushings and pivot cups", SKATEBOARDS),
  RISERS("risers", "Risers", SKATEBOARDS),
  RAILS("rails", "Deck rails", SKATEBOARDS),
  TOOLS("tools", "Tools", SKATEBOARDS),
  WAX("wax", "Wax", SKATEBOARDS),
  PROTECTION("protection", "Helmets and pads", SKATEBOARDS),

  SHOES("shoes", "Shoes", null),

  APPAREL("apparel", "Apparel", null),
  T_SHIRTS("t-shirts", "T-shirts", APPAREL),
  SHIRTS("shirts", "Shirts and polos", APPAREL),
  SWEATSHIRTS("sweatshirts", "Sweatshirts and hoodies", APPAREL),
  SWEATERS("sweaters", "Sweaters", APPAREL),
  JACKETS("jackets", "Jackets and vests", APPAREL),
  PANTS("pants", "Pants and jeans", APPAREL),
  SHORTS("shorts", "Shorts", APPAREL),
  DRESSES("dresses", "Dresses and skirts", APPAREL),
  UNDERWEAR("underwear", "Underwear", APPAREL),
  HATS("hats", "Hats and caps", APPAREL),
  BEANIES("beanies", "Beanies", APPAREL),
  SOCKS("socks", "Socks", APPAREL),
  GLOVES("gloves", "Gloves and scarves", APPAREL),

  ACCESSORIES("accessories", "Accessories", null),
  BAGS("bags", "Bags and backpacks", ACCESSORIES),
  BELTS("belts", "Belts", ACCESSORIES),
  EYEWEAR("eyewear", "Sunglasses", ACCESSORIES),
  WALLETS("wallets", "Wallets", ACCESSORIES),
  JEWELRY("jewelry", "Jewelry and watches", ACCESSORIES),
  STICKERS("stickers", "Stickers, pins and patches", ACCESSORIES),
  SHOE_CARE("shoe-care", "Laces and insoles", ACCESSORIES),
  ELECTRONICS("electronics", "Electronics", ACCESSORIES),
  TOYS("toys", "Toys and fingerboards", ACCESSORIES),

  MEDIA("media", "Media", null),
  VIDEOS("videos", "Videos", MEDIA),
  MAGAZINES("magazines", "Magazines", MEDIA),
  BOOKS("books", "Books", MEDIA),

  SNOW("snow", "Snow", null),
  SNOWBOARDS("snowboards", "Snowboards", SNOW),
  SNOW_BOOTS("snow-boots", "Snowboard boots", SNOW),
  BINDINGS("bindings", "Bindings", SNOW),
  GOGGLES("goggles", "Goggles", SNOW),

  GIFT_CARDS("gift-cards", "Gift cards", null),
  MYSTERY_BOXES("mystery-boxes", "Mystery boxes", null);

  private static final Map<String, Category> BY_SLUG =
      Arrays.stream(values()).collect(Collectors.toMap(Category::slug, Function.identity()));

  private static final Set<Category> FAMILIES =
      Arrays.stream(values()).flatMap(c -> c.parent().stream()).collect(Collectors.toSet());

  private final String slug;
  private final String displayName;
  private final @Nullable Category parent;

  Category(String slug, String displayName, @Nullable Category parent) {
    this.slug = slug;
    this.displayName = displayName;
    this.parent = parent;
  }

  /** Lower-case letters and dashes; the key in the database and in the API. */
  public String slug() {
    return slug;
  }

  /** For people, in English. */
  public String displayName() {
    return displayName;
  }

  /** The category that this one is part of; empty at the top of the tree. */
  public Optional<Category> parent() {
    return Optional.ofNullable(parent);
  }

  /** Whether this is {@code other} or lies anywhere below it. */
  public boolean isWithin(Category other) {
    return this == other || (parent != null && parent.isWithin(other));
  }

  /** Whether other categories lie below this one. */
  public boolean isFamily() {
    return FAMILIES.contains(this);
  }

  /** Empty if no category has this slug. */
  public static Optional<Category> ofSlug(String slug) {
    return Optional.ofNullable(BY_SLUG.get(slug));
  }
}
