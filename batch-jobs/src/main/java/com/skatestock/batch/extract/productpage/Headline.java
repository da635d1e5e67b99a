package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.ShownText;
import com.skatestock.batch.extract.structured.PageSubject;
import java.text.Normalizer;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Finds a product's headline: the first {@code h1} is often a logo, or a message. */
final class Headline {
  private static final int MOST_HEADLINES = 500;
  private static final int LEAST_LETTERS = 6;
  private static final int LEAST_SIGNS = 3;

  private static final List<String> CALLED = PageWords.of("title-name");

  private Headline() {}

  /**
   * The element that says what the page calls itself in its head, headlines before others; null if
   * none does.
   *
   * @param name what the product is called in what is stated; null if nothing is
   */
  static @Nullable Element of(Document document, PageSubject subject, @Nullable String name) {
    String stated = name == null ? "" : PageSubject.folded(name);
    String address = PageSubject.folded(subject.url());
    @Nullable Element best = null;
    @Nullable Element called = null;
    int bestScore = 0;
    @Nullable Element most = null;
    int mostOfTitle = 1;
    int ranked = 0;
    for (Element element : document.body().getAllElements()) {
      int score = ranked < MOST_HEADLINES ? rank(element) : 0;
      ranked += score > 0 ? 1 : 0;
      String text = score > 0 ? ShownText.of(element) : element.ownText();
      if (text.length() < 2 || text.length() > 300 || Regions.isNoText(element)) {
        continue;
      }
      if (text.chars().noneMatch(Character::isLetter)) {
        continue; // a code in the page's title
      }
      if (called == null && text.length() > 3 && isCalledName(element)) {
        called = element;
      }
      String folded = PageSubject.folded(text);
      score += !stated.isEmpty() && stated.equals(folded) ? 6 : 0;
      int longest = 0;
      for (String title : subject.titles()) {
        boolean much = title.contains(folded) && isLong(folded);
        longest = Math.max(longest, much ? 1 + 5 * folded.length() / title.length() : 0);
      }
      if (longest > mostOfTitle && !Regions.isControl(element)) {
        most = element;
        mostOfTitle = longest;
      }
      score += longest + (score > 0 || longest > 0 ? inAddress(text, address) : 0);
      if (score > bestScore && score >= 4) {
        best = element;
        bestScore = score;
      }
    }
    best = best == null ? called : best;
    return best == null ? most : best;
  }

  /** A sign of Chinese, Japanese or Korean says as much as two letters and more. */
  private static boolean isLong(String folded) {
    return folded.length() >= LEAST_LETTERS
        || (folded.length() >= LEAST_SIGNS && folded.chars().allMatch(c -> c >= 0x2E80));
  }

  /** Whether its authors call it the product's name: enough where nothing else is a headline. */
  private static boolean isCalledName(Element element) {
    return ElementNames.contains(ElementNames.of(element), CALLED)
        && element.parents().stream()
            .noneMatch(around -> Regions.isBeside(around, ElementNames.of(around)));
  }

  /** Up to 3: how much of a headline is in the page's address, as in {@code /team-deck-8-25}. */
  private static int inAddress(String headline, String address) {
    String plain = Normalizer.normalize(headline, Normalizer.Form.NFD);
    int words = 0;
    int found = 0;
    for (String word : plain.split("[\\s/,.()-]+", 20)) {
      String folded = PageSubject.folded(word);
      if (folded.length() >= 3) {
        words++;
        found += address.contains(folded) ? 1 : 0;
      }
    }
    return words == 0 ? 0 : 3 * found / words;
  }

  private static int rank(Element element) {
    return switch (element.normalName()) {
      case "h1" -> 4;
      case "h2" -> 2;
      case "h3" -> 1;
      default -> element.attr("itemprop").equals("name") ? 2 : 0;
    };
  }
}
