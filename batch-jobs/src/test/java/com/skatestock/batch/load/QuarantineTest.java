package com.skatestock.batch.load;

import static com.skatestock.batch.load.Told.price;
import static com.skatestock.batch.load.Told.variant;
import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.contracts.VariantRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prices that are not believed until the next fact confirms them. */
class QuarantineTest {
  private static final String TEN = "2026-03-01T10:00:00Z";
  private static final String ELEVEN = "2026-03-01T11:00:00Z";
  private static final String TWELVE = "2026-03-01T12:00:00Z";
  private static final String ONE = "2026-03-01T13:00:00Z";

  private static LoadStand stand;

  @BeforeAll
  static void open() {
    stand = new LoadStand();
  }

  @AfterAll
  static void close() {
    stand.close();
  }

  @BeforeEach
  void empty() {
    stand.empty();
  }

  private static void load(Told... told) {
    stand.publish(Arrays.stream(told).map(Told::full).toList());
    stand.load();
  }

  private static Told in(String currency, String at, String amount) {
    VariantRecord variant = variant("deck", amount, currency);
    return new Told("deck", Instant.parse(at), 1, List.of(variant));
  }

  @Test
  void aTenfoldPriceIsShownAsSuspectAndLeftOutOfLowsAndHighs() {
    load(price("deck", TEN, "59.95"), price("deck", ELEVEN, "599.50"));

    assertThat(state()).containsExactly("599.5000 TENFOLD");
    assertThat(suspects()).containsExactly(ELEVEN + " TENFOLD");
    assertThat(believed()).containsExactly("59.9500");
    // so that the next scrape publishes it in full, and the next fact is there soon
    assertThat(trustedFingerprints()).isZero();
  }

  @Test
  void lessThanTenfoldIsAPrice() {
    load(price("deck", TEN, "59.95"), price("deck", ELEVEN, "599.49"), price("deck", TWELVE, "60"));
    assertThat(suspects()).isEmpty();
    assertThat(trustedFingerprints()).isEqualTo(1);
  }

  @Test
  void theNextFactThatAgreesConfirmsIt() {
    load(price("deck", TEN, "59.95"), price("deck", ELEVEN, "599.50"));
    load(price("deck", TWELVE, "589"));

    assertThat(state()).containsExactly("589.0000 -");
    assertThat(suspects()).isEmpty();
    assertThat(believed()).containsExactly("59.9500", "599.5000", "589.0000");
    assertThat(trustedFingerprints()).isEqualTo(1);
  }

  @Test
  void theNextFactThatReturnsLeavesItOutForGood() {
    load(price("deck", TEN, "59.95"), price("deck", ELEVEN, "5.99"));
    load(price("deck", TWELVE, "59.95"), price("deck", ONE, "55"));

    assertThat(state()).containsExactly("55.0000 -");
    assertThat(suspects()).containsExactly(ELEVEN + " TENFOLD");
    assertThat(believed()).containsExactly("59.9500", "59.9500", "55.0000");
  }

  @Test
  void zeroIsSuspectAlsoAsTheFirstPriceUntilItStays() {
    load(price("deck", TEN, "0"));
    assertThat(state()).containsExactly("0.0000 ZERO_PRICE");
    load(price("deck", ELEVEN, "0"));
    assertThat(state()).containsExactly("0.0000 -");
    assertThat(suspects()).isEmpty();
  }

  @Test
  void anotherCurrencyIsSuspectUntilItStays() {
    load(in("USD", TEN, "60"), in("EUR", ELEVEN, "55"));
    assertThat(state()).containsExactly("55.0000 CURRENCY");
    load(in("EUR", TWELVE, "55"));
    assertThat(suspects()).isEmpty();
  }

  @Test
  void aLateArrivalIsJudgedAndChangesTheVerdictOfWhatLiesAroundIt() {
    load(price("deck", TEN, "60"), price("deck", TWELVE, "700"), price("deck", ONE, "60"));
    assertThat(suspects()).containsExactly(TWELVE + " TENFOLD");

    // two agree: it was a price after all, and the return to the old one is what is odd
    load(price("deck", ELEVEN, "700"));
    assertThat(suspects()).containsExactly(ONE + " TENFOLD");

    // a late one between them that is odd by itself
    load(price("deck", "2026-03-01T11:30:00Z", "7"));
    assertThat(suspects()).containsExactly(ELEVEN + " TENFOLD", TWELVE + " TENFOLD");
  }

  @Test
  void aSpikeAndItsReturnInOneChunkAreJudgedTogether() {
    load(price("deck", TEN, "60"));
    load(price("deck", ELEVEN, "0.60"), price("deck", TWELVE, "60"));
    assertThat(state()).containsExactly("60.0000 -");
    assertThat(suspects()).containsExactly(ELEVEN + " TENFOLD");
  }

  @Test
  void aNewerReadingOfTheSamePageTakesTheSuspicionAway() {
    load(price("deck", TEN, "60"), price("deck", ELEVEN, "6000"), price("deck", TWELVE, "60"));
    assertThat(suspects()).containsExactly(ELEVEN + " TENFOLD");
    load(price("deck", ELEVEN, "60").by(2));
    assertThat(suspects()).isEmpty();
  }

  private static List<String> state() {
    return stand
        .database
        .sql("select price || ' ' || coalesce(suspect, '-') from product_variants")
        .query((row, index) -> row.getString(1))
        .list();
  }

  private static List<String> suspects() {
    return stand
        .database
        .sql("select observed_at, reason from suspect_observations order by observed_at")
        .query(
            (row, index) ->
                row.getTimestamp("observed_at").toInstant() + " " + row.getString("reason"))
        .list();
  }

  private static List<String> believed() {
    return stand
        .database
        .sql("select price::text from trusted_price_history order by observed_at")
        .query((row, index) -> row.getString(1))
        .list();
  }

  private static long trustedFingerprints() {
    return stand
        .database
        .sql("select count(*) from trusted_fingerprints")
        .query(Long.class)
        .single();
  }
}
