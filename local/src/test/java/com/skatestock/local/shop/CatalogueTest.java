package com.skatestock.local.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.local.shop.ShopProduct.ShopVariant;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final Instant MONDAY = Instant.parse("2026-03-02T15:00:00Z");
  private final Catalogue labor = new Catalogue(SimulatedShop.named("labor"));

  @Property(tries = 200)
  void aMomentHasOneStateInWhateverOrderItIsAsked(
      @ForAll @IntRange(max = 809) int place, @ForAll @LongRange(max = 40_000) long hours) {
    Instant moment = Instant.parse("2024-01-01T00:00:00Z").plus(Duration.ofHours(hours));
    ShopProduct first = labor.product(place, moment);
    labor.product(place, moment.plus(Duration.ofDays(100)));
    assertThat(new Catalogue(SimulatedShop.named("labor")).product(place, moment)).isEqualTo(first);
    assertThat(first.publishedAt()).isBeforeOrEqualTo(first.updatedAt());
    assertThat(first.updatedAt()).isBeforeOrEqualTo(moment);
    assertThat(labor.product(first.handle(), moment)).contains(first);
  }

  @Property(tries = 200)
  void nothingVisibleChangesWithoutANewUpdateTime(
      @ForAll @IntRange(max = 809) int place, @ForAll @LongRange(max = 40_000) long hours) {
    Instant moment = Instant.parse("2024-01-01T00:00:00Z").plus(Duration.ofHours(hours));
    ShopProduct now = labor.product(place, moment);
    ShopProduct atItsUpdate = labor.product(place, now.updatedAt());
    assertThat(visible(atItsUpdate)).isEqualTo(visible(now));
    assertThat(atItsUpdate.updatedAt()).isEqualTo(now.updatedAt());
  }

  @Test
  void idsAndHandlesAreDistinctThroughoutTheShopAndItsVariants() {
    List<ShopProduct> all = all(MONDAY);
    assertThat(all.stream().map(ShopProduct::id).distinct().count()).isEqualTo(810);
    assertThat(all.stream().map(ShopProduct::handle).distinct().count()).isEqualTo(810);
    List<Long> variants =
        all.stream().flatMap(p -> p.variants().stream()).map(ShopVariant::id).toList();
    assertThat(new HashSet<>(variants)).hasSameSizeAs(variants);
  }

  @Test
  void inAWeekPricesAndStockMoveAndProductsComeAndGo() {
    List<ShopProduct> before = all(MONDAY);
    List<ShopProduct> after = all(MONDAY.plus(Duration.ofDays(7)));
    Counted counted = new Counted(before, after);
    // Exact, because the catalogue is: a change here is a change of the simulated trade.
    assertThat(counted.toString()).isEqualTo("replaced=31 price=151 stock=407 untouched=284");
  }

  @Test
  void aShortSaleEndsAtThePriceThatItBeganWith() {
    List<Integer> returned = new ArrayList<>();
    for (int place = 0; place < labor.size(); place++) {
      List<String> story = new ArrayList<>();
      for (int day = 0; day < 28; day++) {
        ShopProduct product = labor.product(place, MONDAY.plus(Duration.ofDays(day)));
        String price = product.id() + " " + product.variants().getFirst().price();
        if (story.isEmpty() || !story.getLast().equals(price)) {
          story.add(price);
        }
      }
      if (story.size() >= 3 && story.get(0).equals(story.get(2))) {
        returned.add(place);
      }
    }
    // A -> B -> A within four weeks: one product in ten.
    assertThat(returned).hasSize(85);
  }

  @Test
  void clearanceFallsInStepsOfTenTwentyAndForty() {
    Set<List<Integer>> stairs = new HashSet<>();
    for (int place = 0; place < labor.size(); place++) {
      List<Integer> percents = new ArrayList<>();
      for (int day = 0; day < 60; day++) {
        ShopVariant variant =
            labor.product(place, MONDAY.plus(Duration.ofDays(day))).variants().getFirst();
        int percent =
            variant
                .compareAt()
                .filter(list -> list.compareTo(variant.price()) > 0)
                .map(
                    list ->
                        Math.toIntExact(
                            Math.round(
                                100 - variant.price().doubleValue() / list.doubleValue() * 100)))
                .orElse(0);
        if (percents.isEmpty() || percents.getLast() != percent) {
          percents.add(percent);
        }
      }
      stairs.add(percents);
    }
    assertThat(stairs).contains(List.of(0, 10, 20, 40, 0));
  }

  @Test
  void blackFridayIsTwentyOffFromFridayToMondayInTheShopsTimeZone() {
    // Thanksgiving 2026 is 26 November; New York is five hours behind UTC.
    assertThat(onSale("2026-11-27T04:59:59Z")).isLessThan(250);
    assertThat(onSale("2026-11-27T05:00:00Z")).isGreaterThan(500);
    assertThat(onSale("2026-12-01T04:59:59Z")).isGreaterThan(500);
    assertThat(onSale("2026-12-01T05:00:00Z")).isLessThan(250);
  }

  @Test
  void noPriceChangesBehindItsUpdateTimeAroundBlackFriday() {
    for (int hours = -12; hours < 7 * 24; hours += 7) {
      Instant moment = Instant.parse("2026-11-27T05:00:00Z").plus(Duration.ofHours(hours));
      for (ShopProduct now : all(moment)) {
        assertThat(visible(labor.product(now.place(), now.updatedAt()))).isEqualTo(visible(now));
      }
    }
  }

  @Test
  void middleSizesSellOutFirst() {
    int middle = 0;
    int ends = 0;
    for (ShopProduct product : all(MONDAY)) {
      List<ShopVariant> sizes = product.variants();
      if (product.category() == Category.SHOES) {
        middle += sizes.get(sizes.size() / 2).available() ? 0 : 1;
        ends += sizes.getFirst().available() ? 0 : 1;
      }
    }
    assertThat(middle).isGreaterThan(2 * ends);
  }

  @Test
  void compareAtOccursInAllFourRelationsToThePrice() {
    Set<String> relations = new HashSet<>();
    for (ShopProduct product : all(MONDAY)) {
      ShopVariant variant = product.variants().getFirst();
      relations.add(
          variant
              .compareAt()
              .map(list -> Integer.toString(list.compareTo(variant.price())))
              .orElse("none"));
    }
    assertThat(relations).containsExactlyInAnyOrder("none", "-1", "0", "1");
  }

  @Test
  void giftCardsHaveNoDiscountAndCostWhatTheySay() {
    ShopProduct card =
        all(MONDAY).stream()
            .filter(product -> product.category() == Category.GIFTCARDS)
            .findFirst()
            .orElseThrow();
    assertThat(card.variants())
        .extracting(variant -> variant.title() + " " + variant.price() + " " + variant.compareAt())
        .containsExactly(
            "$10 10.00 Optional.empty",
            "$25 25.00 Optional.empty",
            "$50 50.00 Optional.empty",
            "$100 100.00 Optional.empty");
  }

  @Test
  void twoShopsSellTheSameArticlesUnderTheirOwnTitles() {
    Catalogue premier = new Catalogue(SimulatedShop.named("premier"));
    Set<String> barcodes = new HashSet<>();
    all(MONDAY).forEach(product -> barcodes.add(product.variants().getFirst().barcode()));
    List<ShopProduct> shared =
        IntStream.range(0, premier.size())
            .mapToObj(place -> premier.product(place, MONDAY))
            .filter(product -> barcodes.contains(product.variants().getFirst().barcode()))
            .toList();
    assertThat(shared).hasSizeGreaterThan(500);
    Set<String> titles = new HashSet<>(all(MONDAY).stream().map(ShopProduct::title).toList());
    assertThat(shared.stream().filter(product -> !titles.contains(product.title())).count())
        .isGreaterThan(200);
  }

  @Test
  void fixedVariantsAreExactlySoMany() {
    Catalogue fixed = new Catalogue(SimulatedShop.shopify("bench", 200).withVariantsPerProduct(5));
    for (int place = 0; place < 200; place++) {
      ShopProduct product = fixed.product(place, MONDAY);
      assertThat(product.variants()).hasSize(5);
      assertThat(product.variants().stream().map(ShopVariant::title).distinct()).hasSize(5);
    }
  }

  @Test
  void whatHasLeftIsNotFoundByItsHandle() {
    Instant later = MONDAY.plus(Duration.ofDays(366));
    List<String> handles = new ArrayList<>(all(MONDAY).stream().map(ShopProduct::handle).toList());
    Collections.shuffle(handles, new Random(1));
    Set<String> listed = new HashSet<>(all(later).stream().map(ShopProduct::handle).toList());
    for (String handle : handles) {
      assertThat(labor.product(handle, later).isPresent()).isEqualTo(listed.contains(handle));
    }
    assertThat(labor.product("no-such-thing", later)).isEmpty();
    assertThat(labor.product("zzzzzzzzzzzzzzzzzzzzzz", later)).isEmpty();
    assertThat(labor.product("", later)).isEmpty();
  }

  /** How many products left, changed a price, or changed what is available. */
  private record Counted(List<ShopProduct> before, List<ShopProduct> after) {
    private long where(BiPredicate<ShopProduct, ShopProduct> changed) {
      return IntStream.range(0, before.size())
          .filter(place -> changed.test(before.get(place), after.get(place)))
          .count();
    }

    @Override
    public String toString() {
      return "replaced="
          + where((a, b) -> a.id() != b.id())
          + " price="
          + where((a, b) -> a.id() == b.id() && !prices(a).equals(prices(b)))
          + " stock="
          + where((a, b) -> a.id() == b.id() && !stock(a).equals(stock(b)))
          + " untouched="
          + where((a, b) -> visible(a).equals(visible(b)));
    }
  }

  private long onSale(String moment) {
    return all(Instant.parse(moment)).stream().filter(p -> p.tags().contains("sale")).count();
  }

  private List<ShopProduct> all(Instant moment) {
    return IntStream.range(0, labor.size())
        .mapToObj(place -> labor.product(place, moment))
        .toList();
  }

  private static List<BigDecimal> prices(ShopProduct product) {
    return product.variants().stream().map(ShopVariant::price).toList();
  }

  private static List<Boolean> stock(ShopProduct product) {
    return product.variants().stream().map(ShopVariant::available).toList();
  }

  /** What a listing shows, dates apart. */
  private static List<Object> visible(ShopProduct product) {
    return List.of(
        product.id(),
        product.title(),
        product.tags(),
        prices(product),
        product.variants().stream().map(ShopVariant::compareAt).toList(),
        stock(product));
  }
}
