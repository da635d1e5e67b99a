package com.skatestock.batch.extract.productpage;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Which parts of a page are not about its product, told by tags, names and headlines. */
final class Regions {
  private static final Set<String> NO_TEXT =
      Set.of("script", "style", "template", "noscript", "svg", "iframe", "head");

  private static final List<String> BESIDE_PARTS = PageWords.of("beside-name");

  private static final List<String> OF_PRODUCT =
      List.of(" product", " price", " buy", " offer", " item");

  private static final Set<String> STRUCK_WORDS =
      Set.of("strike", "strikethrough", "crossed", "linethrough", "stroke", "struck", "deleted");

  /** A number without decimals, and nothing behind it: {@code $229}, {@code 3 299}. */
  private static final Pattern WHOLE_AMOUNT =
      Pattern.compile("(?:^|[^\\d.,\\s]\\s?)\\d{1,3}(?:[ .,]?\\d{3})*$");

  private static final Pattern SIGN_LAST = Pattern.compile("\\d[$€£]$");

  private static final List<String> HIDDEN = List.of(" hidden ", " d none ", " hide ");

  /** On a narrow or a wide screen: {@code hidden md:block}, {@code d-none d-md-block}. */
  private static final List<String> SHOWN_TO_SOME =
      List.of(" md ", " sm ", " lg ", " xl ", " mobile ", " desktop ");

  private static final Set<String> HIDDEN_CLASSES =
      Set.of("hidden", "hide", "d-none", "is-hidden", "u-hidden", "ng-hide", "js-hidden");

  private static final List<String> CALLED_HEADLINE =
      List.of(" title", " heading", " headline", " caption ", " legend ");

  private static final List<String> RELATED_HEADLINES = PageWords.of("related");

  private Regions() {}

  static boolean isNoText(Element element) {
    return NO_TEXT.contains(element.normalName())
        || (element.normalName().equals("input")
            && element.attr("type").equalsIgnoreCase("hidden"));
  }

  /** Navigation, footer, cart, related products. */
  static boolean isBeside(Element element, String names) {
    return switch (element.normalName()) {
      case "nav", "footer" -> true;
      case "aside", "header" -> !ElementNames.contains(names, OF_PRODUCT);
      default -> !names.isEmpty() && ElementNames.contains(names, BESIDE_PARTS);
    };
  }

  static boolean isStruck(Element element, String names) {
    return switch (element.normalName()) {
      case "del", "s", "strike" -> true;
      default ->
          ElementNames.hasWord(names, STRUCK_WORDS)
              || names.contains(" line through ")
              || element.attr("data-a-strike").equals("true")
              || element.attr("style").replace(" ", "").contains("line-through");
    };
  }

  static boolean isHidden(Element element, String names) {
    String style = element.attr("style");
    return element.hasAttr("hidden")
        || (!style.isEmpty() && style.replace(" ", "").contains("display:none"))
        || (ElementNames.contains(names, HIDDEN)
            && !ElementNames.contains(names, SHOWN_TO_SOME)
            && element.classNames().stream().anyMatch(HIDDEN_CLASSES::contains));
  }

  static boolean isControl(Element element) {
    return switch (element.normalName()) {
      case "button" -> true;
      case "input" ->
          Set.of("submit", "button", "image")
              .contains(element.attr("type").toLowerCase(Locale.ROOT));
      case "a", "div", "span" ->
          element.attr("role").equals("button")
              || ElementNames.contains(
                  ElementNames.of(element),
                  List.of(" btn ", " button ", " add to ", " addto", " buy "));
      default -> false;
    };
  }

  static boolean isHeadline(Element element) {
    String name = element.normalName();
    return name.length() == 2 && name.charAt(0) == 'h' && Character.isDigit(name.charAt(1));
  }

  /** Whether its authors call it a headline, whatever it is. */
  static boolean isCalledHeadline(Element element) {
    return ElementNames.contains(ElementNames.of(element), CALLED_HEADLINE);
  }

  /** What stands in a card of a list: a link to another page, a picture, a choice, a headline. */
  static boolean isOfCard(Element element) {
    return switch (element.normalName()) {
      case "a" -> {
        String address = element.attr("href");
        yield address.length() > 1 && address.charAt(0) != '#' && !address.startsWith("javascript");
      }
      case "img" -> true;
      case "input" ->
          Set.of("radio", "checkbox").contains(element.attr("type").toLowerCase(Locale.ROOT));
      default -> false;
    };
  }

  static boolean announcesRelated(String headline) {
    String said = ElementNames.lower(headline);
    return headline.length() < 80 && RELATED_HEADLINES.stream().anyMatch(said::contains);
  }

  /** Whether the number that a text ends with has a point: {@code $9.599}. */
  static boolean hasPoint(StringBuilder text) {
    int i = text.length() - 1;
    while (i >= 0 && Character.isDigit(text.charAt(i))) {
      i--;
    }
    return i > 0 && text.charAt(i) == '.' && Character.isDigit(text.charAt(i - 1));
  }

  private static boolean isTwoDigits(String text) {
    return text.length() == 2
        && Character.isDigit(text.charAt(0))
        && Character.isDigit(text.charAt(1));
  }

  /** Cents with their separator: {@code <b>$5</b><sup>.98</sup>}. */
  static boolean isDecimals(String text, StringBuilder before) {
    return text.length() == 3
        && (text.charAt(0) == '.' || text.charAt(0) == ',')
        && isTwoDigits(text.substring(1))
        && !before.isEmpty()
        && Character.isDigit(before.charAt(before.length() - 1));
  }

  /** Cents behind the sign: {@code 89€<sup>99</sup>}. */
  static boolean isBehindSign(String text, StringBuilder before) {
    return isTwoDigits(text) && SIGN_LAST.matcher(before).find();
  }

  /** Raised cents without a separator: {@code <b>49</b><sup>99</sup>}. */
  static boolean isCents(Element element, String text, StringBuilder before) {
    int last = before.length() - 1;
    while (last >= 0 && before.charAt(last) == ' ') {
      last--;
    }
    if (!isTwoDigits(text) || last < 0 || !Character.isDigit(before.charAt(last))) {
      return false;
    }
    return element.normalName().equals("sup")
        || WHOLE_AMOUNT.matcher(before).find()
        || ElementNames.contains(
            ElementNames.of(element),
            List.of("cent", "decimal", "fraction", "penny", "pence", " sup"));
  }
}
