package com.skatestock.batch.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawPrice.Notation;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.batch.extract.SampleShop;
import com.skatestock.batch.normalise.Normalised.Accepted;
import com.skatestock.batch.normalise.Normalised.Reason;
import com.skatestock.batch.normalise.Normalised.Rejected;
import com.skatestock.batch.shop.Platform;
import com.skatestock.batch.shop.Shop;
import com.skatestock.contracts.Availability;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class NormaliserTest {

  private static final Currency USD = Currency.getInstance("USD");

  private static final Shop SHOP =
      SampleShop.of(Platform.SHOPIFY, "ledge", "Ledge Skate Shop", "https://ledge.example", "USD");

  private final Normaliser normaliser = new Normaliser();

  @Test
  void understandsADeckWithItsVariants() {
    RawProduct raw =
        product(
            "SALE! Baker Figgy Brand Logo Deck - Red",
            "Deluxe",
            "Skateboard Decks",
            variant("1", Map.of("Size", "8.25″ x 32″"), decimal("64.95"), decimal("64.95")));

    assertThat(normaliser.normalise(SHOP, raw))
        .isEqualTo(
            new Accepted(
                new Product(
                    "ledge",
                    "p1",
                    null,
                    "Baker Figgy Brand Logo Deck - Red",
                    "Baker",
                    "decks",
                    null,
                    null,
                    List.of(
                        new Variant(
                            "1",
                            null,
                            null,
                            "8.25",
                            "Red",
                            money("64.95"),
                            money("64.95"),
                            Availability.IN_STOCK,
                            null)))));
  }

  @Test
  void acceptsAVariantWithoutAPrice() {
    Variant variant =
        only(
            product(
                "Gift Card",
                null,
                null,
                variant("1", Map.of("Title", "Default Title"), null, null)));

    assertThat(variant.price()).isNull();
    assertThat(variant.size()).isNull();
  }

  @Test
  void roundsWhatFloatingPointLeft() {
    assertThat(price(decimal("1998.9999999999998"))).isEqualTo(money("1999.00"));
    assertThat(price(decimal("45"))).isEqualTo(money("45.00"));
  }

  @Test
  void dividesMinorUnitsAsTheCurrencySays() {
    assertThat(price(new RawPrice("6495", Notation.MINOR_UNITS, null))).isEqualTo(money("64.95"));
    assertThat(price(new RawPrice("6495", Notation.MINOR_UNITS, "JPY")))
        .isEqualTo(new Money(new BigDecimal("6495"), Currency.getInstance("JPY")));
  }

  @Test
  void takesTheCurrencyOfThePriceThenOfTheTextThenOfTheShop() {
    assertThat(price(new RawPrice("$10", Notation.DISPLAYED, "CAD")))
        .isEqualTo(new Money(new BigDecimal("10.00"), Currency.getInstance("CAD")));
    assertThat(price(new RawPrice("10,00 €", Notation.DISPLAYED, null)))
        .isEqualTo(new Money(new BigDecimal("10.00"), Currency.getInstance("EUR")));
    assertThat(price(new RawPrice("$10", Notation.DISPLAYED, null))).isEqualTo(money("10.00"));
  }

  @Test
  void refusesWhatItCannotUnderstandWithTheReason() {
    assertThat(refusal(new RawPrice("ask us", Notation.DISPLAYED, null)))
        .isEqualTo(Reason.PRICE_NOT_UNDERSTOOD);
    assertThat(refusal(new RawPrice("kr 100", Notation.DISPLAYED, null)))
        .isEqualTo(Reason.CURRENCY_NOT_UNDERSTOOD);
    assertThat(refusal(decimal("-5.00"))).isEqualTo(Reason.PRICE_OUT_OF_RANGE);
    assertThat(refusal(decimal("99999999999"))).isEqualTo(Reason.PRICE_OUT_OF_RANGE);
    assertThat(normaliser.normalise(SHOP, product("\u200b ", null, null)))
        .isEqualTo(new Rejected("p1", "title", "\u200b ", Reason.TITLE_EMPTY, 1));
    assertThat(
            ((Rejected)
                    normaliser.normalise(
                        SHOP,
                        product(
                            "Deck",
                            null,
                            null,
                            variant("1", Map.of(), decimal("1"), null),
                            variant("1", Map.of(), decimal("2"), null))))
                .reason())
        .isEqualTo(Reason.VARIANT_AMBIGUOUS);
  }

  @Test
  void countsTheSameVariantTwiceAsOne() {
    RawVariant twin = variant("1", Map.of(), decimal("1"), null);

    assertThat(normaliser.normalise(SHOP, product("Deck", null, null, twin, twin)))
        .isInstanceOfSatisfying(Accepted.class, a -> assertThat(a.product().variants()).hasSize(1));
  }

  @Test
  void cutsEndlessTitles() {
    RawProduct raw = product("deck ".repeat(1_000), null, null, variant("1", Map.of(), null, null));

    assertThat(normaliser.normalise(SHOP, raw))
        .isInstanceOfSatisfying(Accepted.class, a -> assertThat(a.product().title()).hasSize(999));
  }

  @Test
  void tellsSizeAndColourByNameOrLook() {
    Variant named =
        only(
            product(
                "Polar Tee",
                null,
                null,
                variant("1", Map.of("Farbe", "Rosso", "Größe", "Large"), null, null)));
    Variant looked =
        only(
            product(
                "Vans Half Cab Shoes",
                null,
                null,
                variant("1", Map.of("Option 1", "9.5", "Option 2", "Black/Gum"), null, null)));

    assertThat(named).extracting(Variant::size, Variant::color).containsExactly("L", "Rosso");
    assertThat(looked)
        .extracting(Variant::size, Variant::color)
        .containsExactly("US 9.5", "Black/Gum");
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "sizes.csv",
      delimiter = ';',
      numLinesToSkip = 1,
      quoteCharacter = '\u0001')
  void spellsSizesInOneWay(String text, @Nullable Category category, String size) {
    assertThat(SizeText.of(text, category)).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "titles.csv",
      delimiter = ';',
      numLinesToSkip = 1,
      quoteCharacter = '\u0001')
  void cleansTitles(String raw, String title) {
    assertThat(TitleText.of(raw)).isEqualTo(title);
  }

  @Test
  void decodesEntitiesEvenTwice() {
    assertThat(TitleText.of("Rock &amp;amp; Roll &quot;Tee&quot;&nbsp; &#39;97"))
        .isEqualTo("Rock & Roll \"Tee\" '97");
  }

  private @Nullable Money price(RawPrice price) {
    return only(product("Deck", null, null, variant("1", Map.of(), price, null))).price();
  }

  private Reason refusal(RawPrice price) {
    RawProduct raw = product("Deck", null, null, variant("1", Map.of(), price, null));
    return ((Rejected) normaliser.normalise(SHOP, raw)).reason();
  }

  private Variant only(RawProduct raw) {
    return ((Accepted) normaliser.normalise(SHOP, raw)).product().variants().getFirst();
  }

  private static RawProduct product(
      String title, @Nullable String brand, @Nullable String type, RawVariant... variants) {
    return new RawProduct(
        "p1", null, title, brand, type, null, null, List.of(), List.of(variants), 1);
  }

  private static RawVariant variant(
      String id,
      Map<String, String> options,
      @Nullable RawPrice price,
      @Nullable RawPrice compareAt) {
    return new RawVariant(
        id, null, null, null, options, price, compareAt, Availability.IN_STOCK, null);
  }

  private static RawPrice decimal(String text) {
    return new RawPrice(text, Notation.DECIMAL, null);
  }

  private static Money money(String amount) {
    return new Money(new BigDecimal(amount), USD);
  }
}
