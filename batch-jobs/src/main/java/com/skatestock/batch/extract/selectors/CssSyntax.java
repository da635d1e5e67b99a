package com.skatestock.batch.extract.selectors;

import com.skatestock.batch.shop.SelectorSyntax;
import java.util.Optional;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector.SelectorParseException;

/** The CSS selectors that jsoup understands. */
public final class CssSyntax implements SelectorSyntax {
  @Override
  public Optional<String> problemWith(String selector) {
    try {
      QueryParser.parse(selector);
      return Optional.empty();
    } catch (SelectorParseException | IllegalArgumentException mistake) {
      return Optional.of(String.valueOf(mistake.getMessage()));
    }
  }
}
