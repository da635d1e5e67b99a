package com.skatestock.batch.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.normalise.Money;
import com.skatestock.batch.normalise.Product;
import com.skatestock.batch.normalise.Variant;
import com.skatestock.batch.publish.KnownProducts.Known;
import com.skatestock.batch.publish.KnownProducts.State;
import com.skatestock.contracts.Availability;
import com.skatestock.contracts.Fingerprints;
import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.ProductEventType;
import com.skatestock.contracts.SeenProduct;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProductEventsTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:31:07.123456Z");
  private static final Instant BEFORE = AT.minus(Duration.ofMinutes(30));
  private static final TopicPartitions PARTITIONS = new TopicPartitions(6);
  private static final Variant SMALL = variant("v1", "8.0", "59.95", Availability.IN_STOCK, 3);
  private static final Variant LARGE = variant("v2", "8.5", "64.95", Availability.IN_STOCK, null);
  private static final Product DECK = deck("Baker Deck", SMALL, LARGE);

  private final ProductDigest digest = new ProductDigest();
  private final ProductEvents events = new ProductEvents("0.1.0", PARTITIONS);

  @Test
  void tellsWhatIsNewWhatChangedAndWhatDidNot() {
    Fingerprints then = digest.of(DECK);

    assertThat(typeOf(DECK, null)).isEqualTo(ProductEventType.PRODUCT_CREATED);
    assertThat(typeOf(DECK, known(then, BEFORE))).isEqualTo(ProductEventType.PRODUCTS_SEEN);
    assertThat(typeOf(deck("Baker Deck", priced("49.95"), LARGE), known(then, BEFORE)))
        .isEqualTo(ProductEventType.PRICE_CHANGED);
    assertThat(typeOf(deck("Baker Deck", soldOut(), LARGE), known(then, BEFORE)))
        .isEqualTo(ProductEventType.STOCK_CHANGED);
    assertThat(typeOf(deck("Baker Deck 2", SMALL, LARGE), known(then, BEFORE)))
        .isEqualTo(ProductEventType.PRODUCT_UPDATED);
    assertThat(typeOf(deck("Baker Deck", SMALL), known(then, BEFORE)))
        .isEqualTo(ProductEventType.PRODUCT_UPDATED);
    // The loader has taken its fingerprint away: it is in doubt what PostgreSQL has.
    assertThat(typeOf(DECK, new Known(7, Optional.empty())))
        .isEqualTo(ProductEventType.PRODUCT_UPDATED);
  }

  @Test
  void countsTheSameAsItTells() {
    Map<String, Known> known = Map.of("deck", known(digest.of(DECK), BEFORE));
    Publication publication =
        events.of(run(false), AT, null, List.of(DECK, named("new", "New")), known);

    assertThat(publication.created()).isEqualTo(1);
    assertThat(publication.changed()).isZero();
    assertThat(publication.unchanged()).isEqualTo(1);
    assertThat(publication.metIds()).containsExactly(7L);
    assertThat(publication.events()).hasSize(2);
  }

  @Test
  void publishesAnUnchangedProductInFullAfterADay() {
    Fingerprints same = digest.of(DECK);
    Instant dayBefore = AT.minus(Duration.ofDays(1));

    assertThat(typeOf(DECK, known(same, dayBefore))).isEqualTo(ProductEventType.PRODUCTS_SEEN);
    Publication due = publish(DECK, known(same, dayBefore.minusNanos(1_000)), AT);
    assertThat(due.events().getFirst().getType()).isEqualTo(ProductEventType.PRODUCT_UPDATED);
    assertThat(due.unchanged()).isEqualTo(1);
  }

  @Test
  void publishesEverythingInFullWhereObservationsMayLieBetweenKnownOnes() {
    Publication publication =
        events.of(
            run(true), AT, null, List.of(DECK), Map.of("deck", known(digest.of(DECK), BEFORE)));

    assertThat(publication.events().getFirst().getType())
        .isEqualTo(ProductEventType.PRODUCT_UPDATED);
  }

  @Test
  void givesAnEventTheSameIdWhateverWasKnown() {
    Fingerprints other = digest.of(deck("Other", SMALL));

    assertThat(
            List.of(
                publish(DECK, null, AT),
                publish(DECK, known(other, BEFORE), AT),
                publish(DECK, new Known(7, Optional.empty()), AT)))
        .extracting(publication -> publication.events().getFirst().getEventId())
        .containsOnly(publish(DECK, null, AT).events().getFirst().getEventId());
  }

  @Test
  void publishesTheSameEventAgainWhenItsOwnObservationHasBeenLoaded() {
    // The page was captured within a microsecond; PostgreSQL keeps whole ones.
    Instant captured = AT.plusNanos(789);
    ProductEvent first = publish(DECK, null, captured).events().getFirst();
    ProductEvent again = publish(DECK, known(digest.of(DECK), AT), captured).events().getFirst();

    assertThat(first.getObservedAt()).isEqualTo(AT);
    assertThat(again.getEventId()).isEqualTo(first.getEventId());
    assertThat(again.getProduct()).isEqualTo(first.getProduct());
  }

  @Test
  void givesAnotherIdToAnotherTimeParserOrState() {
    ProductEvent event = publish(DECK, null, AT).events().getFirst();
    ProductEvent later = publish(DECK, null, AT.plusNanos(1_000)).events().getFirst();
    ProductEvent other =
        publish(deck("Baker Deck", soldOut(), LARGE), null, AT).events().getFirst();
    ProductEvent newer =
        events
            .of(
                new PublicationRun("seasons", BEFORE, "test", 1, 2, false),
                AT,
                null,
                List.of(DECK),
                Map.of())
            .events()
            .getFirst();

    assertThat(List.of(event, later, other, newer))
        .extracting(ProductEvent::getEventId)
        .doesNotHaveDuplicates();
    assertThat(event.getEventId().bytes()[6] >>> 4 & 0xf).isEqualTo(8);
  }

  @Test
  void changesExactlyThePartOfTheFingerprintThatAFieldBelongsTo() {
    Fingerprints then = digest.of(DECK);

    assertThat(changed(then, deck("Baker Deck", LARGE, SMALL))).isEmpty();
    assertThat(changed(then, deck("Baker  Deck", SMALL, LARGE))).isEqualTo("content ");
    assertThat(changed(then, deck("Baker Deck", sized("8.1"), LARGE))).isEqualTo("content ");
    assertThat(changed(then, deck("Baker Deck", priced("59.96"), LARGE))).isEqualTo("price ");
    assertThat(changed(then, deck("Baker Deck", priced("59.9500"), LARGE))).isEmpty();
    assertThat(changed(then, deck("Baker Deck", compared("79.95"), LARGE))).isEqualTo("price ");
    assertThat(changed(then, deck("Baker Deck", inEuro(), LARGE))).isEqualTo("price ");
    assertThat(changed(then, deck("Baker Deck", soldOut(), LARGE))).isEqualTo("stock ");
    assertThat(changed(then, deck("Baker Deck", counted(2), LARGE))).isEqualTo("stock ");
    assertThat(changed(then, deck("Baker Deck", counted(null), LARGE))).isEqualTo("stock ");
    assertThat(changed(then, deck("Baker Deck", SMALL))).isEqualTo("content price stock ");
  }

  @Test
  void neverLetsTwoNeighbouringFieldsRunTogether() {
    assertThat(digest.of(product("deck", "ab", "c")))
        .isNotEqualTo(digest.of(product("deck", "a", "bc")));
    assertThat(digest.of(product("deck", "a", null)))
        .isNotEqualTo(digest.of(product("deck", "a", "")));
  }

  @Test
  void putsProductsThatWereSeenIntoThePartitionsOfTheirKeys() {
    List<Product> products =
        IntStream.range(0, 100).mapToObj(number -> named("deck-" + number, "Deck")).toList();
    Map<String, Known> known =
        products.stream()
            .collect(
                Collectors.toMap(
                    Product::externalId, product -> known(digest.of(product), BEFORE)));

    Publication publication = events.of(run(false), AT, null, products, known);

    assertThat(publication.events()).hasSize(6);
    assertThat(publication.events().stream().flatMap(event -> event.getSeen().stream()))
        .hasSize(100);
    for (ProductEvent event : publication.events()) {
      assertThat(event.getSeen())
          .extracting(seen -> PARTITIONS.of("seasons", seen.getExternalId()))
          .containsOnly(PARTITIONS.of("seasons", event.getSeen().getFirst().getExternalId()));
    }
    SeenProduct one = publication.events().getFirst().getSeen().getFirst();
    assertThat(one.getFingerprint())
        .isEqualTo(digest.state(digest.of(named(one.getExternalId(), "Deck"))));
  }

  @Test
  void tellsADeletionWithTheSameIdEachTime() {
    assertThat(events.deleted(run(false), AT, "deck").getEventId())
        .isEqualTo(events.deleted(run(true), AT, "deck").getEventId())
        .isNotEqualTo(events.deleted(run(false), AT, "deck2").getEventId())
        .isNotEqualTo(events.deleted(run(false), BEFORE, "deck").getEventId());
  }

  private ProductEventType typeOf(Product product, @Nullable Known known) {
    return publish(product, known, AT).events().getFirst().getType();
  }

  private Publication publish(Product product, @Nullable Known known, Instant at) {
    return events.of(
        run(false), at, null, List.of(product), known == null ? Map.of() : Map.of("deck", known));
  }

  private String changed(Fingerprints then, Product product) {
    Fingerprints now = digest.of(product);
    return (then.getContent().equals(now.getContent()) ? "" : "content ")
        + (then.getPrice().equals(now.getPrice()) ? "" : "price ")
        + (then.getStock().equals(now.getStock()) ? "" : "stock ");
  }

  private static Known known(Fingerprints fingerprints, Instant observedAt) {
    return new Known(7, Optional.of(new State(fingerprints, observedAt)));
  }

  private static PublicationRun run(boolean everything) {
    return new PublicationRun("seasons", BEFORE, "test", 1, 1, everything);
  }

  private static Product deck(String title, Variant... variants) {
    return new Product(
        "seasons", "deck", null, title, "Baker", "decks", null, null, List.of(variants));
  }

  private static Product named(String externalId, String title) {
    return new Product(
        "seasons", externalId, null, title, "Baker", "decks", null, null, List.of(SMALL));
  }

  private static Product product(String externalId, String title, @Nullable String brand) {
    return new Product(
        "seasons", externalId, null, title, brand, "decks", null, null, List.of(SMALL));
  }

  private static Variant variant(
      String id, String size, String price, Availability availability, @Nullable Integer quantity) {
    return new Variant(
        id, "SKU", null, size, null, money(price, "USD"), null, availability, quantity);
  }

  private static Money money(String amount, String currency) {
    return new Money(new BigDecimal(amount), Currency.getInstance(currency));
  }

  private static Variant priced(String price) {
    return variant("v1", "8.0", price, Availability.IN_STOCK, 3);
  }

  private static Variant sized(String size) {
    return variant("v1", size, "59.95", Availability.IN_STOCK, 3);
  }

  private static Variant soldOut() {
    return variant("v1", "8.0", "59.95", Availability.OUT_OF_STOCK, 3);
  }

  private static Variant counted(@Nullable Integer quantity) {
    return variant("v1", "8.0", "59.95", Availability.IN_STOCK, quantity);
  }

  private static Variant compared(String compareAt) {
    return new Variant(
        "v1",
        "SKU",
        null,
        "8.0",
        null,
        money("59.95", "USD"),
        money(compareAt, "USD"),
        Availability.IN_STOCK,
        3);
  }

  private static Variant inEuro() {
    return new Variant(
        "v1", "SKU", null, "8.0", null, money("59.95", "EUR"), null, Availability.IN_STOCK, 3);
  }
}
