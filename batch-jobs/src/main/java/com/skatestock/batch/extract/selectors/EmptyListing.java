package com.skatestock.batch.extract.selectors;

import com.skatestock.batch.extract.selectors.CompiledSelectors.CompiledTheme;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/**
 * Tells a listing that has no products from one whose products stand there in a way that the
 * selectors do not know: a shop that changed its design did not sell out.
 */
final class EmptyListing {
  /** Templates for it wait unseen in pages with products. */
  private static final String SHOWN =
      ":not([style*=display:none], [style*=display: none], [hidden], [style*=display:none] *,"
          + " [style*=display: none] *, [hidden] *, template *, noscript *)";

  private static final Evaluator WORDS =
      QueryParser.parse(
          ":matchesOwn((?i)\\b(no|0|zero|any) (matching |more |available"
              + " )?(products?|items?|results?|matches)\\b|\\bnothing (was"
              + " )?found|\\b(is|currently) empty\\b|\\bdid not match any)"
              + SHOWN);

  private static final Evaluator PRICE =
      QueryParser.parse(":matchesOwn([$€£] ?\\d|\\d ?€)" + SHOWN);

  private EmptyListing() {}

  /** Whether the theme's part of the page says that there are none, and shows no price. */
  static boolean isSaid(CompiledTheme theme, Document page) {
    return finds(WORDS, theme, page) && !showsPrices(theme, page);
  }

  static boolean showsPrices(CompiledTheme theme, Document page) {
    return finds(PRICE, theme, page);
  }

  private static boolean finds(Evaluator wanted, CompiledTheme theme, Document page) {
    for (Element part : page.select(theme.detect())) {
      if (part.selectFirst(wanted) != null) {
        return true;
      }
    }
    return false;
  }
}
