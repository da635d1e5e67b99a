package com.skatestock.batch.extract.structured;

import com.skatestock.batch.extract.structured.MarkupItems.Notation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a page states for machines. Nothing readable is an empty list, never an exception.
 *
 * @param products of all notations, the most trusted notation first, each in page order
 */
public record StructuredPage(List<StructuredProduct> products) {

  public StructuredPage {
    products = List.copyOf(products);
  }

  /** Reads all notations. */
  public static StructuredPage of(Document document) {
    List<StructuredProduct> products = new ArrayList<>();
    List<Item> json = new ArrayList<>();
    for (Element script : document.getElementsByTag("script")) {
      if (script.attr("type").toLowerCase(Locale.ROOT).contains("ld+json")) {
        json.addAll(JsonItems.read(script.data()));
      }
    }
    products.addAll(ItemProducts.of(json, Source.JSON_LD));
    products.addAll(
        ItemProducts.of(MarkupItems.read(document, Notation.MICRODATA), Source.MICRODATA));
    products.addAll(ItemProducts.of(MarkupItems.read(document, Notation.RDFA), Source.RDFA));
    return new StructuredPage(products);
  }

  /** Those of one notation. */
  public List<StructuredProduct> products(Source source) {
    return products.stream().filter(product -> product.source() == source).toList();
  }
}
