package com.skatestock.batch.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTextTest {

  @ParameterizedTest
  @CsvFileSource(
      resources = "price-texts.csv",
      delimiter = ';',
      numLinesToSkip = 1,
      quoteCharacter = '\u0001')
  void readsTheTable(
      String text,
      @Nullable String hint,
      @Nullable String amount,
      @Nullable String currencyText,
      @Nullable String currency,
      @Nullable String kind) {
    PriceText read = PriceText.parse(text, hint);

    if (amount == null) {
      assertThat(read).isInstanceOf(PriceText.Missing.class);
      return;
    }
    assertThat(read)
        .isEqualTo(
            new PriceText.Amount(
                new BigDecimal(amount),
                currencyText,
                currency == null ? null : CurrencySign.iso(currency),
                PriceText.Kind.valueOf(String.valueOf(kind))));
  }

  /** With semicolons, which the table has no room for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "&#36;45.00",
        "$&nbsp;45.00",
        "<b>$</b>45.00",
        "<span class=\"money\">$45.00</span>",
        "$45<sup>00</sup>",
        "<del>$60.00</del> <ins>$45.00</ins>",
        "<s class=\"was\">$60.00</s> $45.00",
        "$45.00 <strike>$60.00</strike>",
        "<del>$45.00</del>"
      })
  void readsWhatABrowserWouldShow(String text) {
    assertThat(PriceText.parse(text))
        .isInstanceOfSatisfying(
            PriceText.Amount.class,
            read -> {
              assertThat(read.amount()).isEqualByComparingTo("45");
              assertThat(read.currencyText()).isEqualTo("$");
              assertThat(read.kind()).isEqualTo(PriceText.Kind.EXACT);
            });
  }

  @Property(tries = 500)
  void readsBackWhatLocalesFormat(
      @ForAll @LongRange(max = 9_999_999_999L) long cents, @ForAll("locales") Locale locale) {
    DecimalFormat format = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(locale));
    BigDecimal amount = BigDecimal.valueOf(cents, 2);

    assertThat(PriceText.parse(format.format(amount) + " EUR"))
        .isEqualTo(
            new PriceText.Amount(amount, "EUR", CurrencySign.iso("EUR"), PriceText.Kind.EXACT));
  }

  @Provide
  Arbitrary<Locale> locales() {
    return Arbitraries.of(
            "en", "de", "fr", "de-CH", "pl", "sv", "it", "pt-BR", "ru", "en-IN", "ar-EG", "fa",
            "hi", "ja", "da", "nb", "cs")
        .map(Locale::forLanguageTag);
  }

  @Property(tries = 1000)
  void neverThrows(@ForAll String text, @ForAll String hint, @ForAll @IntRange(max = 3) int kind) {
    String mixed = kind == 0 ? text : text + "$1.2" + hint + ",- €" + text;

    assertThat(PriceText.parse(mixed, hint)).isNotNull();
  }

  @Test
  void isNotSlowOnAMegabyte() {
    for (String piece :
        new String[] {
          "1 ",
          "1.",
          "$",
          "free shipping ",
          "9",
          "€1 - ",
          " ,",
          "1-",
          "+1 23 ",
          "call 1",
          "<s>",
          "&amp;"
        }) {
      String text = piece.repeat(1_000_000 / piece.length());
      Instant start = Instant.now();

      PriceText.parse(text, text);

      assertThat(Duration.between(start, Instant.now()))
          .as(piece)
          .isLessThan(Duration.ofSeconds(1));
    }
  }
}
