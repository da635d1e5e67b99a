package com.skatestock.batch.extract.shopify;

import com.skatestock.batch.extract.ExtractedPage.Reason;
import com.skatestock.batch.extract.ExtractedPage.Refused;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.RawVariant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one product object. The members come in any order, so everything is kept until its end; of
 * a repeated member the last counts. The object is always read to its end, so a malformed product
 * does not disturb the next one.
 */
final class ProductReader {
  private static final int RAW_LIMIT = 1_000;

  sealed interface Outcome {}

  record Read(RawProduct product) implements Outcome {}

  record NotRead(Refused refused) implements Outcome {}

  private final JsonParser json;
  private final RepeatedTexts texts;
  private final OptionSets optionSets;
  private final String root;
  private final boolean ajax;

  private @Nullable String id;
  private @Nullable String title;
  private @Nullable String handle;
  private @Nullable String vendor;
  private @Nullable String type;
  private @Nullable String image;
  private @Nullable String mainImage;
  private boolean archived;
  private List<String> tags = List.of();
  private List<String> optionNames = List.of();
  private List<VariantReader> variants = List.of();
  private @Nullable VariantReader whole;
  private @Nullable String malformedField;
  private String malformedRaw = "";

  /**
   * @param ajax whether whole numbers as prices are in the smallest unit
   */
  ProductReader(
      JsonParser json, RepeatedTexts texts, OptionSets optionSets, String root, boolean ajax) {
    this.json = json;
    this.texts = texts;
    this.optionSets = optionSets;
    this.root = root;
    this.ajax = ajax;
  }

  /** Reads from the object's start to its end. */
  Outcome read(int position) {
    String name;
    while ((name = json.nextName()) != null) {
      json.nextToken();
      readMember(name);
    }
    return finish(position);
  }

  /** Reads or skips the value of one member; the parser stands on its first token. */
  void readMember(String name) {
    switch (name) {
      case "id" -> id = scalar(name);
      case "title" -> title = scalar(name);
      case "handle" -> handle = scalar(name);
      case "vendor" -> vendor = scalar(name);
      case "product_type", "type" -> type = scalar(name);
      case "status" -> archived = "archived".equals(scalar(name));
      case "tags" -> tags = readTags();
      case "options" -> optionNames = readOptionNames();
      case "variants" -> variants = readVariants();
      case "images" -> image = readFirstImage();
      case "image", "featured_image" -> mainImage = readImage();
      case "price", "compare_at_price", "available", "sku", "barcode" -> whole().readMember(name);
      default -> json.skipChildren();
    }
  }

  /** Whether what was read has at least a product's name and one of its parts. */
  boolean looksLikeProduct() {
    return title != null
        && (id != null || handle != null)
        && (!variants.isEmpty() || whole != null);
  }

  Outcome finish(int position) {
    String path = handle == null ? null : ProductPath.of(handle);
    String externalId = id == null ? path : ProductPath.lastSegment(id);
    if (malformedField != null) {
      return refuse(externalId, malformedField, malformedRaw, Reason.MALFORMED, position);
    }
    if (externalId == null) {
      return refuse(null, "external_id", title, Reason.IDENTITY_MISSING, position);
    }
    if (title == null) {
      return refuse(externalId, "title", title, Reason.TITLE_MISSING, position);
    }
    List<RawVariant> read = new ArrayList<>(Math.max(1, variants.size()));
    for (VariantReader variant : variants) {
      String variantId = variant.id();
      if (variantId == null) {
        if (variants.size() > 1) {
          return refuse(
              externalId, "variants.variant_id", title, Reason.IDENTITY_MISSING, position);
        }
        variantId = externalId;
      }
      read.add(variant.finish(variantId, optionNames, archived));
    }
    if (read.isEmpty()) {
      read.add(whole().finish(externalId, optionNames, archived));
    }
    String picture = image != null ? image : mainImage;
    return new Read(
        new RawProduct(
            externalId,
            null,
            title,
            vendor,
            type,
            path == null ? null : root + path,
            picture == null ? null : ProductPath.absolute(root, picture),
            tags,
            read,
            position));
  }

  private static NotRead refuse(
      @Nullable String externalId,
      String field,
      @Nullable String raw,
      Reason reason,
      int position) {
    return new NotRead(new Refused(externalId, field, cut(raw), reason, position));
  }

  static String cut(@Nullable String raw) {
    String text = raw == null ? "" : raw;
    return text.length() <= RAW_LIMIT ? text : text.substring(0, RAW_LIMIT);
  }

  /** Price and stock of a product that is shown without variants. */
  private VariantReader whole() {
    if (whole == null) {
      whole = new VariantReader(json, texts, optionSets, ajax);
    }
    return whole;
  }

  private List<VariantReader> readVariants() {
    if (!startsArray("variants")) {
      return List.of();
    }
    List<VariantReader> read = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        read.add(new VariantReader(json, texts, optionSets, ajax).read());
      } else {
        malformed("variants");
      }
    }
    return read;
  }

  private List<String> readTags() {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      List<String> read = new ArrayList<>();
      for (String tag : json.getString().split(",", -1)) {
        if (!tag.isBlank()) {
          read.add(tag.strip());
        }
      }
      return read;
    }
    return json.currentToken() == JsonToken.START_ARRAY ? strings() : skip(List.of());
  }

  private List<String> strings() {
    List<String> read = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        read.add(texts.of(json));
      } else {
        json.skipChildren();
      }
    }
    return read;
  }

  /** {@code [{"name":"Size",…}]} or {@code ["Size"]}; a name that cannot be read stays empty. */
  private List<String> readOptionNames() {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return skip(List.of());
    }
    List<String> names = new ArrayList<>(3);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        names.add(memberOf("name"));
      } else {
        names.add(json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : "");
        json.skipChildren();
      }
    }
    return names;
  }

  private @Nullable String readFirstImage() {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return skip(null);
    }
    @Nullable String first = null;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (first == null) {
        first = readImage();
      } else {
        json.skipChildren();
      }
    }
    return first;
  }

  private @Nullable String readImage() {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      String source = memberOf("src");
      return source.isBlank() ? null : source;
    }
    @Nullable String source =
        json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : null;
    json.skipChildren();
    return source == null || source.isBlank() ? null : source;
  }

  /** The text of one member of the object that starts here, read to its end; empty if none. */
  private String memberOf(String wanted) {
    String found = "";
    String name;
    while ((name = json.nextName()) != null) {
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_STRING && name.equals(wanted)) {
        found = texts.of(json);
      } else {
        json.skipChildren();
      }
    }
    return found;
  }

  /** The text of a scalar; null for null and blank text, and for anything that has parts. */
  private @Nullable String scalar(String field) {
    return switch (json.currentToken()) {
      case VALUE_NULL -> null;
      case START_OBJECT, START_ARRAY -> {
        malformed(field);
        yield null;
      }
      default -> {
        String text = texts.of(json);
        yield text.isBlank() ? null : text;
      }
    };
  }

  private boolean startsArray(String field) {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      return true;
    }
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      malformed(field);
    }
    return false;
  }

  private void malformed(String field) {
    if (malformedField == null) {
      malformedField = field;
      malformedRaw =
          switch (json.currentToken()) {
            case START_OBJECT -> "{…}";
            case START_ARRAY -> "[…]";
            default -> json.getString();
          };
    }
    json.skipChildren();
  }

  private <T extends @Nullable Object> T skip(T value) {
    json.skipChildren();
    return value;
  }
}
