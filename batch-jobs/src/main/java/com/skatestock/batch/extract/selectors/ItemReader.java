package com.skatestock.batch.extract.selectors;

import com.skatestock.batch.extract.ExtractedPage.Reason;
import com.skatestock.batch.extract.ExtractedPage.Refused;
import com.skatestock.batch.extract.ProductAddress;
import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawPrice.Notation;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.batch.extract.selectors.CompiledSelectors.CompiledReading;
import com.skatestock.batch.extract.selectors.CompiledSelectors.CompiledTheme;
import com.skatestock.batch.shop.ListingSelectors.Field;
import com.skatestock.contracts.Availability;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Reads the items of one page. */
final class ItemReader {
  sealed interface Outcome {}

  record Read(RawProduct product) implements Outcome {}

  record NotRead(Refused refused) implements Outcome {}

  private static final Pattern COUNT =
      Pattern.compile("(?i)\\b(?:left|stock|reviews?|colou?rs?|sizes?|sold|options?)\\b");

  private final CompiledTheme theme;
  private final ScriptData scripts;
  private final URI page;
  private final @Nullable String listingCategory;

  ItemReader(CompiledTheme theme, ScriptData scripts, URI page, @Nullable String listingCategory) {
    this.theme = theme;
    this.scripts = scripts;
    this.page = page;
    this.listingCategory = listingCategory;
  }

  Outcome read(Element item, int position) {
    String address = text(item, Field.URL);
    String url = address == null ? null : ProductAddress.absolute(page, address);
    String path = url == null ? null : ProductAddress.canonicalPath(url);
    String handle = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
    String id = value(item, Field.ID, handle);
    String externalId = id == null ? path : id;
    String title = value(item, Field.TITLE, handle);
    if (externalId == null) {
      return refuse(null, "external_id", item, Reason.IDENTITY_MISSING, position);
    }
    if (title == null) {
      return refuse(externalId, "title", item, Reason.TITLE_MISSING, position);
    }
    String category = value(item, Field.CATEGORY, handle);
    String badge = text(item, Field.BADGE);
    String image = text(item, Field.IMAGE);
    RawVariant variant =
        new RawVariant(
            externalId,
            null,
            null,
            null,
            Map.of(),
            price(text(item, Field.PRICE)),
            price(text(item, Field.LIST_PRICE)),
            availability(item, badge),
            null);
    return new Read(
        new RawProduct(
            externalId,
            value(item, Field.CODE, handle),
            title,
            value(item, Field.BRAND, handle),
            category == null ? listingCategory : category,
            url,
            image == null ? null : ProductAddress.absolute(page, image),
            badge == null ? List.of() : List.of(badge),
            List.of(variant),
            position));
  }

  private static NotRead refuse(
      @Nullable String externalId, String field, Element item, Reason reason, int position) {
    return new NotRead(new Refused(externalId, field, item.text(), reason, position));
  }

  private static @Nullable RawPrice price(@Nullable String text) {
    return text == null ? null : new RawPrice(text, Notation.DISPLAYED, null);
  }

  private Availability availability(Element item, @Nullable String badge) {
    if (isThere(item, Field.SOLD_OUT)) {
      return Availability.OUT_OF_STOCK;
    }
    if (badge != null) {
      String said = badge.toLowerCase(Locale.ROOT);
      if (said.contains("sold out") || said.contains("out of stock")) {
        return Availability.OUT_OF_STOCK;
      }
    }
    return isThere(item, Field.IN_STOCK) ? Availability.IN_STOCK : Availability.UNKNOWN;
  }

  private @Nullable String value(Element item, Field field, String handle) {
    String said = scripts.value(handle, field);
    return said == null ? text(item, field) : oneLine(said);
  }

  private boolean isThere(Element item, Field field) {
    for (CompiledReading reading : theme.readings(field)) {
      Element place = place(item, reading);
      if (place != null
          && (reading.attribute().isEmpty() || place.hasAttr(reading.attribute().get()))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The first reading that is not blank, on one line; null if all are. A price has a digit, and
   * counts no goods: a "$" alone, "call us" or "only 2 left" is as good as blank.
   */
  private @Nullable String text(Element item, Field field) {
    for (CompiledReading reading : theme.readings(field)) {
      Element place = place(item, reading);
      String found = place == null ? null : matched(reading, raw(place, reading, field));
      if (found != null && (!isAmount(field) || isAmount(found))) {
        return found;
      }
    }
    return null;
  }

  private static boolean isAmount(Field field) {
    return field == Field.PRICE || field == Field.LIST_PRICE;
  }

  private static boolean isAmount(String text) {
    return text.chars().anyMatch(Character::isDigit)
        && (text.chars().anyMatch(c -> Character.getType(c) == Character.CURRENCY_SYMBOL)
            || !COUNT.matcher(text).find());
  }

  private static @Nullable Element place(Element item, CompiledReading reading) {
    return reading.select().isEmpty() ? item : item.selectFirst(reading.select().get());
  }

  private static String raw(Element place, CompiledReading reading, Field field) {
    if (reading.attribute().isPresent()) {
      String name = reading.attribute().get();
      String value = place.attr(name);
      return name.endsWith("srcset") ? ProductAddress.firstOfSrcset(value) : value;
    }
    return isAmount(field) ? amountText(place, field) : place.text();
  }

  /** A price may have the old one, struck out, within its element, and its cents raised. */
  private static String amountText(Element place, Field field) {
    if (place.selectFirst("s, del, strike, sup") == null) {
      return place.text();
    }
    Element copy = place.clone();
    if (field == Field.PRICE) {
      copy.select("s, del, strike").remove();
    }
    for (Element cents : copy.select("sup:matchesOwn(^\\d\\d$)")) {
      cents.prependText(" ");
    }
    return copy.text();
  }

  private static @Nullable String matched(CompiledReading reading, String raw) {
    String value = raw;
    if (reading.match().isPresent()) {
      Matcher matcher = reading.match().get().matcher(raw);
      if (!matcher.find()) {
        return null;
      }
      value = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
    }
    return value == null ? null : oneLine(value);
  }

  /** Runs of white space, no-break spaces too, become one space; null if nothing is left. */
  static @Nullable String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        gap = true;
      } else {
        if (gap && !line.isEmpty()) {
          line.append(' ');
        }
        gap = false;
        line.append(c);
      }
    }
    return line.isEmpty() ? null : line.toString();
  }
}
