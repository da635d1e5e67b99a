package com.skatestock.batch.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Price strings of shops all over the world; see the README of the data folder. */
class PriceStringsTest {

  private static final Path STRINGS =
      Path.of(System.getProperty("skatestock.root", ".."))
          .resolve("../shared/data/prices/price-strings.jsonl");

  private final List<String> misread = new ArrayList<>();
  private int cases;
  private int amounts;
  private int currencies;

  @Test
  void readsAmountsAndCurrencyTextsOfOrdinaryStrings() throws IOException {
    read(false);

    assertThat(amounts).as("amounts of %s %s", cases, misread).isGreaterThanOrEqualTo(at(.98));
    assertThat(currencies)
        .as("currencies of %s %s", cases, misread)
        .isGreaterThanOrEqualTo(at(.95));
  }

  @Test
  void readsAmountsThatTheSourcesOwnParserMisses() throws IOException {
    read(true);

    assertThat(amounts).as("amounts of %s %s", cases, misread).isGreaterThanOrEqualTo(at(.86));
  }

  private int at(double share) {
    return (int) Math.ceil(share * cases);
  }

  private void read(boolean missedBySource) throws IOException {
    assumeTrue(Files.exists(STRINGS), "evaluation data is not beside the checkout");
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(STRINGS)) {
      JsonNode node = json.readTree(line);
      if (node.get("xfail").asBoolean() == missedBySource) {
        check(node, line);
      }
    }
    System.out.printf(
        "price strings (xfail %s): amounts %d, currency texts %d of %d%n",
        missedBySource, amounts, currencies, cases);
  }

  private void check(JsonNode node, String line) {
    String text = text(node, "price_string");
    String separator = text(node, "decimal_separator");
    PriceText read =
        PriceText.parse(
            text, text(node, "currency_hint"), separator == null ? null : separator.charAt(0));
    BigDecimal amount = read instanceof PriceText.Amount found ? found.amount() : null;
    String currency = read instanceof PriceText.Amount found ? found.currencyText() : null;
    String expected = text(node, "expected_amount");
    cases++;
    boolean rightAmount =
        expected == null
            ? amount == null
            : amount != null && amount.compareTo(new BigDecimal(expected)) == 0;
    boolean rightCurrency = Objects.equals(currency, text(node, "expected_currency"));
    amounts += rightAmount ? 1 : 0;
    currencies += rightCurrency ? 1 : 0;
    if (!rightAmount || !rightCurrency) {
      misread.add("  " + line + " read " + read);
    }
  }

  private static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? null : value.asString();
  }
}
