package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.structured.PageSubject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Votes for codes. Codes that differ in punctuation only are one, spelled as the place spells it
 * that people see best. Each voter has one vote, its first.
 */
final class CodeBallot {
  /** Where a code stands, the worst spelling first. */
  enum Place {
    /** A number of the shop's database; at most three votes in sum if nothing seconds it. */
    ID,
    HIDDEN,
    META,
    STATED,
    SHOWN
  }

  private static final Pattern LONG_NUMBER = Pattern.compile("[A-Z]{0,4}\\d{7,}|\\d{7,}[A-Z]");
  private static final int ENOUGH = 4;
  private static final int LONGEST = 60;
  private static final Set<String> NOTHING = Set.of("null", "undefined", "none");

  private final Map<String, Integer> votes = new LinkedHashMap<>();
  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private final Map<String, String> spelling = new HashMap<>();
  private final Map<String, Place> spelledAt = new HashMap<>();
  private final Set<String> voted = new HashSet<>();

  void vote(String voter, @Nullable String code, int weight, Place place) {
    if (code == null || voted.contains(voter)) {
      return;
    }
    @Nullable String behind = CodeLabels.codeBehindLabel(code.strip());
    String text = behind == null ? code.strip() : behind;
    String folded = PageSubject.folded(text);
    if (folded.isEmpty() || text.length() > LONGEST || NOTHING.contains(folded)) {
      return;
    }
    voted.add(voter);
    (place == Place.ID ? ids : votes).merge(folded, weight, Integer::sum);
    @Nullable Place before = spelledAt.get(folded);
    if (before == null || place.compareTo(before) > 0) {
      spelledAt.put(folded, place);
      spelling.put(folded, text);
    }
  }

  /**
   * The code with the most votes, once all voted; empty if none has enough.
   *
   * @param address whose parts second a code that is found elsewhere, and are one by themselves
   *     where they are long numbers
   */
  Optional<String> winner(PageSubject address) {
    ids.forEach((id, weight) -> votes.merge(id, Math.min(weight, 3), Integer::sum));
    address(address);
    endings(address);
    tradeNumbers();
    Optional<String> best = Optional.empty();
    int most = ENOUGH - 1;
    for (Map.Entry<String, Integer> entry : votes.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        best = Optional.ofNullable(spelling.get(entry.getKey()));
      }
    }
    return best;
  }

  private void address(PageSubject subject) {
    Set<String> parts = new HashSet<>();
    for (String address : List.of(subject.uri().toString(), subject.url())) {
      int path = address.indexOf('/', address.indexOf("://") + 3);
      if (path >= 0) {
        for (String part : address.substring(path).split("[/?&=_.,;:#~+-]", -1)) {
          addCodes(part, parts);
        }
      }
    }
    Set<String> counted = new HashSet<>();
    for (String part : parts) {
      String folded = PageSubject.folded(part);
      boolean known = votes.containsKey(folded);
      if (counted.add(folded) && (known || isLongNumber(part))) {
        votes.merge(folded, folded.length() >= 9 ? 5 : 4, Integer::sum);
        spelling.putIfAbsent(folded, part);
      }
    }
  }

  private static void addCodes(String part, Set<String> parts) {
    if (isCode(part) && part.chars().filter(Character::isDigit).count() >= 3) {
      parts.add(part);
      boolean whole = part.chars().anyMatch(Character::isUpperCase);
      for (String digits : part.split("[^0-9]+", -1)) {
        if (digits.length() >= 5 && !whole) {
          parts.add(digits);
        }
      }
    }
  }

  /** Seven digits and more behind up to four capitals, or before one; not all of them the same. */
  private static boolean isLongNumber(String text) {
    return LONG_NUMBER.matcher(text).matches() && text.chars().distinct().count() > 2;
  }

  /**
   * A variant's code that is the product's with a short ending ({@code AB12-1}), where the address
   * names the product's: the product's is meant.
   */
  private void endings(PageSubject subject) {
    for (Map.Entry<String, Integer> vote : List.copyOf(votes.entrySet())) {
      String text = spelling.getOrDefault(vote.getKey(), "");
      int dash = Math.max(text.lastIndexOf('-'), text.lastIndexOf('_'));
      String front = dash < 4 || text.length() - dash > 4 ? "" : text.substring(0, dash);
      if (isCode(front) && subject.url().contains(front) && !subject.url().contains(text)) {
        votes.merge(PageSubject.folded(front), vote.getValue() + 1, Integer::sum);
        spelling.putIfAbsent(PageSubject.folded(front), front);
      }
    }
  }

  /** A trade item number is no code of the shop where the page has another; a printed one is. */
  private void tradeNumbers() {
    for (Map.Entry<String, Integer> vote : votes.entrySet()) {
      if (isTradeNumber(vote.getKey()) && spelledAt.get(vote.getKey()) != Place.SHOWN) {
        vote.setValue(Math.max(ENOUGH, vote.getValue() / 4));
      }
    }
  }

  /** Thirteen digits with the right last one. */
  private static boolean isTradeNumber(String text) {
    if (text.length() != 13 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < 13; i++) {
      sum += (text.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return sum % 10 == 0;
  }

  /** Whether it can be a code: letters, digits and dashes, with a digit or all in capitals. */
  static boolean isCode(String text) {
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digit |= Character.isDigit(c);
      if (!Character.isLetterOrDigit(c) && "._-/".indexOf(c) < 0) {
        return false;
      }
    }
    return text.length() >= 2
        && text.length() <= 40
        && (digit || text.equals(text.toUpperCase(Locale.ROOT)));
  }
}
