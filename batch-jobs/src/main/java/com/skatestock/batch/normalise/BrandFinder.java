package com.skatestock.batch.normalise;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose goods a product is, from a messy title and what the shop calls its vendor. Of a
 * collaboration ("A x B") it is the first. Immutable and safe for threads.
 *
 * <p>Brands stand at the beginning of a title, and one that is found there is believed before the
 * vendor, for some brands also sell other brands' goods to shops. Only where its name is an
 * ordinary word ("Real Friends Tee") a vendor that is a brand comes first. Then the vendor, unless
 * it is a distributor or the shop itself. Where there is none, the first words of a title for
 * decks, wheels or trucks are taken for an unknown brand: that is right more often than not, and
 * nowhere else was it measured.
 */
public final class BrandFinder {
  /** Words before the brand: offers, and for whom the goods are. */
  private static final Set<String> NOISE =
      Set.of(
          "sale",
          "clearance",
          "new",
          "mens",
          "men",
          "womens",
          "women",
          "kids",
          "youth",
          "boys",
          "girls",
          "unisex",
          "off",
          "save",
          "preorder",
          "pre",
          "order",
          "restock",
          "restocked",
          "limited",
          "edition",
          "exclusive",
          "sold",
          "out",
          "the",
          "final",
          "closeout",
          "deal",
          "hot",
          "best",
          "seller",
          "blem",
          "used",
          "vintage",
          "toddler",
          "infant",
          "s",
          "only",
          "last",
          "chance",
          "online",
          "now",
          "promo",
          "bundle",
          "free",
          "up",
          "to",
          "arrivals");

  private static final Set<String> DISTRIBUTION =
      Set.of(
          "distribution",
          "distributions",
          "distributor",
          "distributors",
          "distributing",
          "dist",
          "distro",
          "wholesale",
          "importers",
          "imports");

  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "na",
          "none",
          "unknown",
          "default",
          "vendor",
          "misc",
          "miscellaneous",
          "various",
          "other",
          "assorted",
          "test",
          "nobrand",
          "unbranded",
          "null",
          "myshop",
          "mystore",
          "defaultvendor",
          "generic");

  /** Titles with these words name the brand first. */
  private static final Set<String> HARD_GOODS =
      Set.of("deck", "decks", "skateboard", "wheels", "wheel", "trucks", "truck");

  private final BrandList brands;
  private final Remembered<String, FoldedWords> names =
      new Remembered<>(FoldedWords::new, String::length);

  public BrandFinder() {
    this(new BrandList());
  }

  BrandFinder(BrandList brands) {
    this.brands = brands;
  }

  /**
   * The brand in its one spelling; for a brand that is not in the list the vendor, or words of the
   * title, as they stand there. Null if unknown.
   *
   * @param vendor what the shop calls the vendor; null or blank if it says nothing
   * @param shopName the shop, which is often its own vendor; may be empty
   */
  public @Nullable String find(String title, @Nullable String vendor, String shopName) {
    return find(new FoldedWords(title), vendor, shopName);
  }

  /** The same of a title that is folded already. */
  @Nullable String find(FoldedWords words, @Nullable String vendor, String shopName) {
    FoldedWords shop = names.of(shopName);
    FoldedWords seller = names.of(vendor == null ? "" : vendor);
    boolean ownVendor = lengthOf(shop, seller, 0) > 0;
    BrandList.Name sold = ownVendor ? null : brands.named(seller);
    int start = firstMeaningful(words);
    BrandList.Found found = start < words.count() ? brands.startingAt(words, start) : null;
    BrandList.Name named = found != null && found.name().isBrand() ? found.name() : null;

    if (named != null && named.kind() == BrandList.Kind.BRAND) {
      return named.canonical();
    }
    if (sold != null && sold.isBrand() && !(named != null && isHardGoods(words))) {
      return sold.canonical();
    }
    String unlisted =
        vendor == null || ownVendor || sold != null || !tellsABrand(seller) ? null : vendor.strip();
    if (named != null && (unlisted == null || isHardGoods(words))) {
      return named.canonical();
    }
    int own = lengthOf(shop, words, start);
    if (own > 0) {
      return words.original(start, start + own);
    }
    if (unlisted != null) {
      return unlisted;
    }
    if (sold != null && sold.kind() == BrandList.Kind.HOUSE) {
      return sold.canonical();
    }
    boolean distributed = words.count() > 0 && brands.startingAt(words, 0) != null;
    return ownVendor || distributed || !isHardGoods(words) ? null : UnknownBrand.in(words, start);
  }

  /** The first word that is neither an offer nor a number nor a distributor; the count if none. */
  private int firstMeaningful(FoldedWords words) {
    int i = 0;
    while (i < words.count()) {
      BrandList.Found found = brands.startingAt(words, i);
      if (found != null && found.name().kind() == BrandList.Kind.DISTRIBUTOR) {
        i = found.end();
      } else if (found == null && (NOISE.contains(words.word(i)) || words.isNumber(i))) {
        i++;
      } else {
        break;
      }
    }
    return i;
  }

  private static boolean isHardGoods(FoldedWords words) {
    for (int i = 0; i < words.count(); i++) {
      if (HARD_GOODS.contains(words.word(i))) {
        return true;
      }
    }
    return false;
  }

  /** How many words from {@code at} are the shop's name without its trade words; 0 if not. */
  private static int lengthOf(FoldedWords shop, FoldedWords words, int at) {
    int name = withoutTradeWords(shop);
    if (name == 0 || at + name > words.count()) {
      return 0;
    }
    return shop.joined(0, name).equals(words.joined(at, at + name)) ? name : 0;
  }

  private static int withoutTradeWords(FoldedWords words) {
    int length = words.count();
    while (length > 1 && BrandList.isTradeWord(words.word(length - 1))) {
      length--;
    }
    return length;
  }

  /** Whether a vendor that is not in the list can be a brand: no placeholder, no distributor. */
  private static boolean tellsABrand(FoldedWords vendor) {
    for (int i = 0; i < vendor.count(); i++) {
      if (DISTRIBUTION.contains(vendor.word(i))) {
        return false;
      }
    }
    return vendor.count() > 0 && !PLACEHOLDERS.contains(vendor.joined(0, vendor.count()));
  }
}
