package com.skatestock.local.shop;

import com.skatestock.local.shop.BadManner.Damage;
import com.skatestock.local.shop.BadManner.RetryAfter;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads a misbehaviour from the words of a control request; refuses words that it does not know.
 */
final class MannerText {
  private static final Set<String> OCCASION =
      Set.of("name", "every", "from", "to", "pages", "path", "times");

  private final Map<String, String> words;
  private final Set<String> known = new HashSet<>(OCCASION);

  private MannerText(Map<String, String> words) {
    this.words = words;
  }

  /** Throws {@link IllegalArgumentException} with a sentence for the person who asked. */
  static Misbehaviour read(Map<String, String> words) {
    return new MannerText(words).misbehaviour();
  }

  private Misbehaviour misbehaviour() {
    BadManner manner = manner(text("name", ""));
    for (String word : words.keySet()) {
      if (!known.contains(word)) {
        throw new IllegalArgumentException(
            manner.name()
                + " does not know '"
                + word
                + "'; it knows "
                + known.stream().sorted().toList());
      }
    }
    Set<Integer> pages = new HashSet<>();
    for (String page : text("pages", "").split(",", -1)) {
      if (!page.isEmpty()) {
        pages.add(Integer.valueOf(page));
      }
    }
    return new Misbehaviour(
        manner,
        number("every", 1),
        number("from", 1),
        words.containsKey("to") ? number("to", 0) : Long.MAX_VALUE,
        pages,
        text("path", ""),
        words.containsKey("times") ? number("times", 0) : Long.MAX_VALUE);
  }

  private BadManner manner(String name) {
    return switch (name) {
      case "slow" -> {
        boolean dribbles = words.containsKey("between");
        yield new BadManner.Slow(
            duration("before", dribbles ? Duration.ZERO : Duration.ofSeconds(2)),
            duration("between", Duration.ZERO));
      }
      case "cutOff" ->
          new BadManner.CutOff(text("chunked", "false").equals("true"), number("percent", 50));
      case "wrongLength" -> new BadManner.WrongLength(number("by", -64));
      case "htmlInsteadOfJson" -> new BadManner.HtmlInsteadOfJson();
      case "tooManyRequests" ->
          new BadManner.TooManyRequests(
              choice(RetryAfter.class, "retryAfter", RetryAfter.SECONDS),
              duration("after", Duration.ofSeconds(1)));
      case "serverError" -> new BadManner.ServerError(number("status", 503));
      case "malformed" ->
          new BadManner.Malformed(choice(Damage.class, "damage", Damage.BROKEN_JSON));
      case "emptyPage" -> new BadManner.EmptyPage();
      case "endlessPagination" -> new BadManner.EndlessPagination();
      case "redirectLoop" -> new BadManner.RedirectLoop();
      case "hugeBody" ->
          new BadManner.HugeBody(
              text("megabytes", "").isEmpty()
                  ? OptionalInt.empty()
                  : OptionalInt.of(number("megabytes", 0)));
      default ->
          throw new IllegalArgumentException(
              "Unknown manner '"
                  + name
                  + "'; known: slow, cutOff, wrongLength, htmlInsteadOfJson, tooManyRequests,"
                  + " serverError, malformed, emptyPage, endlessPagination, redirectLoop,"
                  + " hugeBody");
    };
  }

  private String text(String name, String usual) {
    known.add(name);
    return words.getOrDefault(name, usual);
  }

  private int number(String name, int usual) {
    return Integer.parseInt(text(name, Integer.toString(usual)));
  }

  /** {@code 2s}, {@code 500ms}, {@code 0.5s} or {@code PT2S}. */
  private Duration duration(String name, Duration usual) {
    String text = text(name, usual.toString());
    try {
      if (text.endsWith("ms")) {
        return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
      }
      return Duration.parse(text.startsWith("P") ? text : "PT" + text);
    } catch (DateTimeParseException | NumberFormatException e) {
      throw new IllegalArgumentException(name + " is no duration such as 2s or 500ms: " + text, e);
    }
  }

  /** A constant by its name in camel case or capitals: {@code brokenJson}, {@code BROKEN_JSON}. */
  private <E extends Enum<E>> E choice(Class<E> type, String name, E usual) {
    String text = text(name, usual.name());
    String plain = text.replace("_", "").toLowerCase(Locale.ROOT);
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> one.name().replace("_", "").toLowerCase(Locale.ROOT).equals(plain))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " must be one of " + Arrays.toString(type.getEnumConstants())));
  }
}
