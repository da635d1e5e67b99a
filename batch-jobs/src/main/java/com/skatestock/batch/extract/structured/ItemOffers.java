package com.skatestock.batch.extract.structured;

import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawPrice.Notation;
import com.skatestock.contracts.Availability;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one product is offered at: its own offers, and those of its variants. */
final class ItemOffers {
  private static final int MOST_OFFERS = 2_000;

  /** Properties that tell one variant from another, whether or not {@code variesBy} names them. */
  private static final List<String> VARYING =
      List.of("size", "color", "material", "pattern", "width", "flavor", "scent");

  private final ItemProducts page;
  private final Item product;
  private final Set<String> varying = new LinkedHashSet<>(VARYING);

  ItemOffers(ItemProducts page, Item product) {
    this.page = page;
    this.product = product;
    for (Item.Value value : product.all("variesBy")) {
      if (value instanceof Item.Text text) {
        varying.add(Item.bare(text.text()));
      }
    }
  }

  /** In page order, equal ones once; at most 2,000. */
  List<StructuredOffer> read() {
    Set<StructuredOffer> offers = new LinkedHashSet<>();
    List<Item> variants = new ArrayList<>(product.items("hasVariant"));
    variants.addAll(product.items("model"));
    for (Item variant : variants) {
      Item resolved = page.resolved(variant);
      if (resolved.has("offers") || resolved.has("sku") || resolved.has("name")) {
        offersOf(resolved, offers);
      }
    }
    if (offers.isEmpty()) {
      offersOf(product, offers);
    }
    return List.copyOf(offers);
  }

  private void offersOf(Item seller, Set<StructuredOffer> offers) {
    int before = offers.size();
    for (Item named : seller.items("offers")) {
      Item offer = page.resolved(named);
      List<Item> nested = offer.items("offers");
      boolean several = false;
      for (Item inner : nested) {
        Item single = page.resolved(inner);
        if (has(single, "price", "priceSpecification", "lowPrice") && offers.size() < MOST_OFFERS) {
          offers.add(offer(seller, single, offer));
          several = true;
        }
      }
      if (!several && offers.size() < MOST_OFFERS) {
        offers.add(offer(seller, offer, offer));
      }
    }
    if (offers.size() == before
        && has(seller, "price", "lowPrice")
        && offers.size() < MOST_OFFERS) {
      offers.add(offer(seller, seller, seller)); // microdata whose Offer has no itemscope
    } else if (offers.size() == before && seller != product) {
      offers.add(offer(seller, new Item(), new Item()));
    }
  }

  /**
   * One offer.
   *
   * @param seller the product or variant that it belongs to
   * @param around the aggregate around it, or itself
   */
  private StructuredOffer offer(Item seller, Item offer, Item around) {
    @Nullable Item sold = null;
    for (Item item : offer.items("itemOffered")) {
      sold = page.resolved(item);
    }
    boolean own = seller != product;
    @Nullable String currency = offer.text("priceCurrency");
    currency = currency == null ? around.text("priceCurrency") : currency;
    Prices prices = prices(offer, currency);
    Map<String, String> options = new LinkedHashMap<>();
    options(own ? seller : null, options);
    options(sold, options);
    options(offer, options);
    @Nullable String sku = offer.text("sku");
    @Nullable String gtin = ItemProducts.gtin(offer);
    if (sold != null) {
      sku = sku == null ? sold.text("sku") : sku;
      gtin = gtin == null ? ItemProducts.gtin(sold) : gtin;
    }
    if (own) {
      sku = sku == null ? seller.text("sku") : sku;
      gtin = gtin == null ? ItemProducts.gtin(seller) : gtin;
    }
    @Nullable String name = sold == null ? offer.text("name") : sold.text("name");
    @Nullable String url = offer.text("url");
    Availability availability =
        AvailabilityWords.read(offer.textOrMember("availability", "name", "@id"));
    if (availability == Availability.UNKNOWN) {
      availability = AvailabilityWords.read(around.textOrMember("availability", "name", "@id"));
    }
    if (availability == Availability.UNKNOWN) {
      availability = AvailabilityWords.read(seller.textOrMember("availability", "name", "@id"));
    }
    return new StructuredOffer(
        sku,
        gtin,
        name == null && own ? seller.text("name") : name,
        url == null && own ? seller.text("url") : url,
        Collections.unmodifiableMap(options),
        prices.price,
        prices.list,
        prices.lowest,
        prices.highest,
        availability,
        quantity(offer));
  }

  private record Prices(
      @Nullable RawPrice price,
      @Nullable RawPrice list,
      @Nullable RawPrice lowest,
      @Nullable RawPrice highest) {}

  /** {@code lowPrice} is the price only if it is the highest too, or if there is one offer. */
  private Prices prices(Item offer, @Nullable String currency) {
    @Nullable RawPrice price = price(offer.text("price"), currency);
    @Nullable RawPrice list = null;
    for (Item named : offer.items("priceSpecification")) {
      Item specification = page.resolved(named);
      @Nullable String own = specification.text("priceCurrency");
      @Nullable RawPrice stated =
          price(specification.text("price", "minPrice"), own == null ? currency : own);
      String type = kind(specification);
      if (type.contains("list")
          || type.contains("strikethrough")
          || type.contains("srp")
          || type.contains("regular")) {
        list = list == null ? stated : list;
      } else if (price == null && !specification.has("billingIncrement")) {
        price = stated;
      }
    }
    if (price == null) {
      price = list;
      list = null;
    }
    @Nullable RawPrice lowest = price(offer.text("lowPrice", "minPrice"), currency);
    @Nullable RawPrice highest = price(offer.text("highPrice", "maxPrice"), currency);
    if (price == null && lowest != null && isOne(offer, lowest, highest)) {
      price = lowest;
    }
    return price == null
        ? new Prices(null, list, lowest, highest)
        : new Prices(price, list, null, null);
  }

  private static String kind(Item specification) {
    @Nullable String type = specification.textOrMember("priceType", "name", "@id");
    return type == null ? "" : Item.bare(type);
  }

  private static boolean isOne(Item offer, RawPrice lowest, @Nullable RawPrice highest) {
    if (highest != null) {
      return amount(lowest).compareTo(amount(highest)) == 0;
    }
    return "1".equals(offer.text("offerCount"));
  }

  /** For comparing only; -1 for what is no plain number of a price's length. */
  private static BigDecimal amount(RawPrice price) {
    String text = price.text().replace(",", "");
    try {
      return text.length() > 20 || text.toLowerCase(Locale.ROOT).indexOf('e') >= 0
          ? BigDecimal.ONE.negate()
          : new BigDecimal(text);
    } catch (NumberFormatException noNumber) {
      return BigDecimal.ONE.negate();
    }
  }

  static @Nullable RawPrice price(@Nullable String text, @Nullable String currency) {
    if (text == null || text.chars().noneMatch(Character::isDigit)) {
      return null;
    }
    return new RawPrice(text, Notation.DECIMAL, currency);
  }

  private void options(@Nullable Item item, Map<String, String> options) {
    if (item == null) {
      return;
    }
    for (String name : varying) {
      @Nullable String value = item.textOrMember(name, "name", "value");
      if (value != null) {
        options.putIfAbsent(name, value);
      }
    }
    for (Item property : item.items("additionalProperty")) {
      @Nullable String name = property.text("name");
      @Nullable String value = property.text("value");
      if (name != null && value != null && varying.contains(name.toLowerCase(Locale.ROOT))) {
        options.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
      }
    }
  }

  private static @Nullable Integer quantity(Item offer) {
    @Nullable String text = offer.textOrMember("inventoryLevel", "value");
    if (text == null || text.length() > 9) {
      return null;
    }
    try {
      return Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException notACount) {
      return null;
    }
  }

  private static boolean has(Item item, String... names) {
    for (String name : names) {
      if (item.has(name)) {
        return true;
      }
    }
    return false;
  }
}
