package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.productpage.CodeBallot.Place;
import com.skatestock.batch.extract.productpage.ShownPage.Line;
import com.skatestock.batch.extract.productpage.embedded.EmbeddedProduct;
import com.skatestock.batch.extract.structured.PageSubject;
import com.skatestock.batch.extract.structured.StatedProduct;
import com.skatestock.batch.extract.structured.StructuredOffer;
import com.skatestock.batch.extract.structured.StructuredProduct;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Which code is the product's: every place of the page that may hold it has a vote, and the one
 * with the most votes wins. Codes that differ in punctuation only are one, spelled as people see
 * it.
 */
final class ProductCodes {
  private static final int MOST_ELEMENTS = 60_000;
  private static final int LONGEST_SCRIPT = 400_000;

  private static final Map<String, Integer> FIELDS =
      Map.ofEntries(
          Map.entry("sku", 5),
          Map.entry("productsku", 5),
          Map.entry("itemsku", 5),
          Map.entry("skuid", 4),
          Map.entry("productcode", 5),
          Map.entry("itemnumber", 5),
          Map.entry("articlenumber", 5),
          Map.entry("asin", 5),
          Map.entry("product", 1),
          Map.entry("productid", 2),
          Map.entry("pid", 1),
          Map.entry("prodid", 2),
          Map.entry("idproduct", 2),
          Map.entry("productsid", 2),
          Map.entry("itemid", 2),
          Map.entry("offerid", 1),
          Map.entry("adid", 2),
          Map.entry("adno", 2),
          Map.entry("listingid", 2),
          Map.entry("addtocart", 1),
          Map.entry("variantid", 1));

  private static final Pattern IN_SCRIPT =
      Pattern.compile(
          "[\"']?\\b(sku|product_?sku|product_?code|product_?id|prod_?id|item_?id|ecomm_prodid|ad_?id)"
              + "[\"']?\\s{0,3}[:=]\\s{0,3}\\[?\\s{0,3}[\"']?([A-Za-z0-9][A-Za-z0-9._/-]{1,39})(?=[\"',}\\]\\s])",
          Pattern.CASE_INSENSITIVE);

  private final CodeBallot ballot = new CodeBallot();
  private final String address;

  private ProductCodes(PageSubject subject) {
    address = PageSubject.folded(subject.uri().toString());
  }

  /** The product's code; empty if nothing on the page says one clearly enough. */
  static Optional<String> find(
      Document document,
      ShownPage shown,
      PageSubject subject,
      Optional<StatedProduct> stated,
      PageMeta meta,
      Optional<EmbeddedProduct> embedded) {
    ProductCodes codes = new ProductCodes(subject);
    stated.ifPresent(product -> codes.stated(product, shown));
    codes.ballot.vote("meta", meta.sku(), 5, Place.META);
    codes.ballot.vote("embedded", embedded.map(EmbeddedProduct::sku).orElse(null), 5, Place.HIDDEN);
    codes.labelled(shown);
    codes.fields(document);
    codes.scripts(document);
    return codes.ballot.winner(subject);
  }

  /** What people can see too is believed more. */
  private void stated(StatedProduct product, ShownPage shown) {
    int weight = 10;
    for (StructuredProduct statement : product.statements()) {
      @Nullable String sku = statement.sku();
      if (sku != null
          && weight == 10
          && shown.words().stream().noneMatch(line -> line.text().contains(sku))) {
        weight = 7;
      }
      ballot.vote("stated", statement.sku(), weight, Place.STATED);
      ballot.vote("statedId", statement.productId(), 6, Place.STATED);
      weight = 5;
    }
    List<StructuredOffer> offers = product.offers();
    if (!offers.isEmpty()) {
      ballot.vote("offer", offers.getFirst().sku(), offers.size() == 1 ? 7 : 3, Place.STATED);
    }
  }

  private void labelled(ShownPage shown) {
    List<Line> words = shown.words();
    for (int i = 0; i < words.size(); i++) {
      Line line = words.get(i);
      String text = line.text();
      int worth = CodeLabels.worth(text);
      if (worth > 0 && i + 1 < words.size()) {
        Line next = words.get(i + 1);
        if (next.text().equals(":") && i + 2 < words.size()) {
          next = words.get(i + 2);
        }
        if (next.text().length() <= 45 && next.text().split(" ", 4).length <= 3) {
          label(line, text, CodeLabels.code(next.text()), worth);
        }
      } else if (text.length() <= 80) {
        String label = CodeLabels.labelOf(text);
        int own = label.isEmpty() ? 0 : CodeLabels.worth(label);
        label(line, label, CodeLabels.codeBehindLabel(text), own);
        int further = own == 12 ? -1 : CodeLabels.further(text);
        if (further > 0) {
          String rest = text.substring(further);
          label(line, CodeLabels.labelOf(rest), CodeLabels.codeBehindLabel(rest), 12);
        }
      }
    }
  }

  /** One beside the product is its own only if the page's address says so. */
  private void label(Line line, String label, @Nullable String code, int worth) {
    if (worth > 0
        && code != null
        && (!line.beside() || address.contains(PageSubject.folded(code)))) {
      ballot.vote("label" + PageSubject.folded(label), code, worth, Place.SHOWN);
    }
  }

  /** Hidden fields of forms, and attributes for scripts; of each name the first counts. */
  private void fields(Document document) {
    int looked = 0;
    for (Element element : document.getAllElements()) {
      if (looked++ > MOST_ELEMENTS) {
        return;
      }
      if (element.normalName().equals("input")) {
        field(element.attr("name"), element.attr("value"));
        field(element.attr("id"), element.attr("value"));
      } else if (element.attr("itemprop").equalsIgnoreCase("sku")) {
        field("sku", element.attr("content"));
        ballot.vote("shownSku", element.ownText(), 5, Place.SHOWN);
      } else if (ElementNames.of(element).contains(" sku")) {
        ballot.vote("namedSku", CodeLabels.code(element.ownText()), 5, Place.SHOWN);
      }
      for (Attribute attribute : element.attributes()) {
        String name = attribute.getKey();
        if (name.startsWith("data-")) {
          field(name.substring(5), attribute.getValue());
        }
      }
    }
  }

  private void field(String name, String value) {
    String folded = name.isEmpty() || name.length() > 30 ? "" : PageSubject.folded(name);
    @Nullable Integer weight = FIELDS.get(folded);
    if (weight != null && CodeBallot.isCode(value.strip())) {
      ballot.vote("field" + folded, value, weight, weight >= 4 ? Place.HIDDEN : Place.ID);
    }
  }

  private void scripts(Document document) {
    for (Element script : document.getElementsByTag("script")) {
      String data = script.data();
      if (data.length() > LONGEST_SCRIPT
          || data.isEmpty()
          || script.attr("type").contains("ld+json")) {
        continue;
      }
      Matcher matcher = IN_SCRIPT.matcher(data);
      while (matcher.find()) {
        String name = PageSubject.folded(matcher.group(1));
        boolean sku = name.contains("sku");
        ballot.vote("script" + name, matcher.group(2), sku ? 3 : 1, sku ? Place.HIDDEN : Place.ID);
      }
    }
  }
}
