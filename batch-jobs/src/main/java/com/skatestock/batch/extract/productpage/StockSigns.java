package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.productpage.ShownPage.Line;
import com.skatestock.batch.extract.structured.AvailabilityWords;
import com.skatestock.contracts.Availability;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;

/** What people can see of a product's availability. */
final class StockSigns {
  private static final List<String> STOCK = PageWords.of("stock-name");

  private static final List<String> LABELS = PageWords.of("stock-label");

  private static final Set<String> CHOICES = Set.of("option", "select", "label", "li");

  private static final int LONGEST_SIGN = 60;
  private static final int REACH = 500;

  private StockSigns() {}

  /** People say "sold out" of what comes back next week. */
  private static Availability read(String text) {
    Availability said = AvailabilityWords.read(text);
    return said == Availability.SOLD_OUT ? Availability.OUT_OF_STOCK : said;
  }

  /** What a text near the headline says that calls itself so: "Availability: out of stock". */
  static Optional<Availability> labelled(ShownPage page) {
    for (Line line : page.lines()) {
      int behind = line.at() - Math.max(0, page.titleAt());
      int colon = line.text().indexOf(':');
      if (line.beside() || line.hidden() || behind < -60 || behind > REACH || colon < 0) {
        continue;
      }
      String label = ElementNames.lower(line.text().substring(0, colon)).strip();
      if (line.text().length() <= LONGEST_SIGN && LABELS.stream().anyMatch(label::startsWith)) {
        Availability said = read(line.text().substring(colon + 1).strip());
        if (said != Availability.UNKNOWN) {
          return Optional.of(said);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * What a text says that stands near the headline: one that the authors call a stock text first,
   * then one that says no more than that. Empty if nothing does.
   */
  static Optional<Availability> of(ShownPage page) {
    return line(page).map(line -> read(line.text()));
  }

  private static boolean isLink(Element element) {
    return element.closest("a[href]") != null;
  }

  /** The text that says it; empty if none does. */
  static Optional<Line> line(ShownPage page) {
    Optional<Line> plain = Optional.empty();
    for (Line line : page.words()) {
      int behind = line.at() - Math.max(0, page.titleAt());
      if (line.beside()
          || line.hidden()
          || line.struck()
          || behind < -60
          || behind > REACH
          || line.text().length() > LONGEST_SIGN
          || CHOICES.contains(line.element().normalName())) {
        continue;
      }
      Availability said = read(line.text());
      if (said == Availability.UNKNOWN) {
        continue;
      }
      String names = ElementNames.of(line.element()) + ElementNames.around(line.element(), 2);
      if (ElementNames.contains(names, STOCK)) {
        return Optional.of(line);
      }
      if (said != Availability.IN_STOCK && plain.isEmpty() && !isLink(line.element())) {
        plain = Optional.of(line);
      }
    }
    return plain;
  }
}
