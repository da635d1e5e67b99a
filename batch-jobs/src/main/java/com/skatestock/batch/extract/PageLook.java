package com.skatestock.batch.extract;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells from its look what a page is that shows no products: shops, their firewalls and the
 * browsers that captured them often answer 200 whatever happened.
 *
 * <p>Only the title and the first headlines are believed; the words of a whole page (a script's
 * "404" or a policy's "blocked") are not.
 */
public final class PageLook {
  /** Only the beginning of a page is looked at for its title and headlines. */
  private static final int HEADLINE_LIMIT = 2_000;

  private static final List<String> BLOCKED =
      List.of(
          "not acceptable",
          "access denied",
          "access to this page has been denied",
          "access is denied",
          "permission to access",
          "forbidden",
          "too many requests",
          "rate limit",
          "just a moment",
          "attention required",
          "captcha",
          "are you a robot",
          "are you human",
          "you are human",
          "you're human",
          "are a human",
          "human challenge",
          "robot or human",
          "not a robot",
          "pardon our interruption",
          "security check",
          "security verification",
          "request unsuccessful",
          "request blocked",
          "you have been blocked",
          "unusual traffic",
          "ddos protection",
          "checking your browser",
          "enter store using password",
          "enter using password",
          "opening soon",
          "bot detection",
          "human verification",
          "needs to be verified",
          "verifying your connection",
          "temporarily blocked",
          "unusual activity",
          "request could not be satisfied",
          "requested url was rejected",
          "has been blocked",
          "being rate limited",
          "site has been limited",
          "service has been limited",
          "disable any ad blocker",
          "enable javascript and cookies to continue",
          "site connection is secure",
          "request is being verified",
          "one moment, please",
          "client challenge",
          "bot verification",
          "bot protection",
          "suspicious activity",
          "automated access",
          "automated requests",
          "incapsula incident",
          "website firewall",
          "you are now in line",
          "waiting room");

  private static final List<String> NOT_FOUND =
      List.of(
          "410 gone",
          "not found",
          "no longer available",
          "no longer exists",
          "does not exist",
          "doesn't exist",
          "can't be found",
          "cannot be found",
          "could not be found",
          "couldn't be found",
          "couldn't find",
          "can't find that page",
          "can't find the page",
          "can't seem to find",
          "cannot find the page",
          "page unavailable",
          "page isn't available",
          "page is not available",
          "page is missing",
          "page is gone",
          "page has been removed",
          "page has moved",
          "page you were looking for",
          "page you requested");

  private PageLook() {}

  /** What a status says about a page; empty where its content has to tell. */
  public static Optional<PageState> ofStatus(int status) {
    return switch (status) {
      case 404, 410 -> Optional.of(PageState.NOT_FOUND);
      case 401, 403, 406, 429, 430, 451 -> Optional.of(PageState.BLOCKED);
      default -> status >= 500 ? Optional.of(PageState.NOT_UNDERSTOOD) : Optional.empty();
    };
  }

  /**
   * What the headlines say: {@link PageState#BLOCKED}, {@link PageState#NOT_FOUND} or {@link
   * PageState#NOT_UNDERSTOOD}.
   *
   * @param headlines title and headlines, without HTML
   */
  public static PageState ofHeadlines(String headlines) {
    String said =
        headlines.toLowerCase(Locale.ROOT).replace('’', '\'').replace('`', '\'').replace('´', '\'');
    if (BLOCKED.stream().anyMatch(said::contains)) {
      return PageState.BLOCKED;
    }
    return hasWord404(said) || NOT_FOUND.stream().anyMatch(said::contains)
        ? PageState.NOT_FOUND
        : PageState.NOT_UNDERSTOOD;
  }

  /** As a number of its own; a price or a code may have these digits too. */
  private static boolean hasWord404(String said) {
    for (int at = said.indexOf("404"); at >= 0; at = said.indexOf("404", at + 1)) {
      boolean starts = at == 0 || !isPartOfNumber(said.charAt(at - 1));
      boolean ends = at + 3 == said.length() || !isPartOfNumber(said.charAt(at + 3));
      if (starts && ends) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPartOfNumber(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == ',' || c == '$';
  }

  /** The same for a page that came where none was expected, from the title and first headlines. */
  public static PageState ofHtml(String html) {
    StringBuilder headlines = new StringBuilder();
    String lower = html.toLowerCase(Locale.ROOT);
    for (String tag : List.of("title", "h1", "h2")) {
      int start = lower.indexOf("<" + tag);
      int end = start < 0 ? -1 : lower.indexOf("</" + tag, start);
      if (end > 0) {
        headlines.append(lower, start, Math.min(end, start + HEADLINE_LIMIT)).append(' ');
      }
    }
    if (headlines.isEmpty() && lower.length() <= HEADLINE_LIMIT) {
      headlines.append(lower);
    }
    return ofHeadlines(headlines.toString());
  }
}
