package com.skatestock.batch.extract.productpage.embedded;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The currency that a page's scripts count in, where they name one only. */
public final class ScriptCurrency {
  private static final Pattern CURRENCY =
      Pattern.compile(
          "(?:currency|currency_?code|currency_?unit|order_currency|currencyIso\\w{0,8}|active)"
              + "\\\\?[\"']?\\s{0,3}[:=]\\s{0,3}\\\\?[\"']([A-Z]{3})\\\\?[\"']",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST = 1_000_000;

  private ScriptCurrency() {}

  /** ISO 4217; empty where no script names one, or several are named. */
  public static Optional<String> of(Document document) {
    Set<String> named = new HashSet<>();
    for (Element script : document.getElementsByTag("script")) {
      String data = script.data();
      Matcher matcher =
          CURRENCY.matcher(data.length() > LONGEST ? data.substring(0, LONGEST) : data);
      while (named.size() < 2 && matcher.find()) {
        String code = matcher.group(1);
        if (code.chars().allMatch(Character::isUpperCase)) {
          named.add(code);
        }
      }
    }
    return named.size() == 1 ? named.stream().findFirst() : Optional.empty();
  }
}
