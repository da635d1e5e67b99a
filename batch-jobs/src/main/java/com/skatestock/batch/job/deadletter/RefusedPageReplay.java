package com.skatestock.batch.job.deadletter;

import com.skatestock.batch.archive.PageLocation;
import com.skatestock.batch.archive.PageUnreadable;
import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Onward;
import com.skatestock.batch.extract.ProductParts;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.job.deadletter.Replayed.Obstacle;
import com.skatestock.batch.job.scrape.Stages;
import com.skatestock.batch.normalise.Normalised;
import com.skatestock.batch.normalise.Product;
import com.skatestock.batch.publish.ProductEvents;
import com.skatestock.batch.publish.PublicationRun;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import com.skatestock.batch.wire.DeadLetterQueue.Letter;
import com.skatestock.contracts.ProductEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was refused before Kafka: its page is read from the archive by today's rules, and what is
 * understood now is published in full, observed when the page was captured. The ids are those that
 * a scrape would have given, so doing it again adds nothing.
 */
final class RefusedPageReplay {
  private static final String CORRELATION = "dlq/replay";

  /** Extraction found no id: the place on the page has to do. */
  private static final String PLACE = "#";

  private final Stages stages;

  RefusedPageReplay(Stages stages) {
    this.stages = stages;
  }

  /** What today's rules make of one product of a page. */
  private sealed interface Today {
    record Understood(Product product) implements Today {}

    record Refused(String reason) implements Today {}
  }

  /** What can be done about each; done, unless {@code dry}, when this returns. */
  Map<Letter, Verdict> replay(List<Letter> letters, boolean dry) throws InterruptedException {
    Map<Letter, Verdict> verdicts = new LinkedHashMap<>();
    Map<Optional<String>, List<Letter>> pages =
        letters.stream()
            .collect(
                Collectors.groupingBy(
                    letter -> Optional.ofNullable(letter.recordId()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    for (Map.Entry<Optional<String>, List<Letter>> page : pages.entrySet()) {
      replayPage(page.getKey(), page.getValue(), dry, verdicts);
    }
    return verdicts;
  }

  private void replayPage(
      Optional<String> recordId, List<Letter> letters, boolean dry, Map<Letter, Verdict> verdicts)
      throws InterruptedException {
    Optional<PageLocation> location = recordId.flatMap(stages.index()::locationOf);
    Optional<Shop> shop =
        stages.shops().find(Objects.requireNonNullElse(letters.getFirst().shop(), ""));
    if (location.isEmpty() || shop.isEmpty()) {
      Obstacle obstacle = location.isEmpty() ? Obstacle.PAGE_NOT_INDEXED : Obstacle.SHOP_UNKNOWN;
      letters.forEach(letter -> verdicts.put(letter, new Verdict.NotReplayable(obstacle)));
      return;
    }
    Page page;
    Map<String, Today> today;
    try {
      page = stages.archive().read(location.get());
      today = today(shop.get(), page);
    } catch (PageUnreadable e) {
      letters.forEach(
          letter -> verdicts.put(letter, new Verdict.NotReplayable(Obstacle.PAGE_UNREADABLE)));
      return;
    }
    Map<String, Product> understood = new LinkedHashMap<>();
    for (Letter letter : letters) {
      verdicts.put(letter, verdict(today.get(letter.externalId()), understood));
    }
    if (!dry && !understood.isEmpty()) {
      publish(shop.get(), page, letters.getFirst(), List.copyOf(understood.values()));
    }
  }

  /** The page with the details that its run captured, where products stand on several pages. */
  private ExtractedPage whole(Shop shop, Page page) {
    ExtractedPage extracted = stages.rules().extractor().extract(shop, page);
    if (!(extracted.onward() instanceof Onward.Details details)) {
      return extracted;
    }
    return ProductParts.whole(
        extracted,
        stages.index().beside(page.recordId(), details.pages()).stream()
            .map(
                location ->
                    stages.rules().extractor().extract(shop, stages.archive().read(location)))
            .toList());
  }

  /** By the product's id, and by its place. */
  private Map<String, Today> today(Shop shop, Page page) {
    ExtractedPage extracted = whole(shop, page);
    Map<String, Today> today = new HashMap<>();
    for (ExtractedPage.Refused refused : extracted.refused()) {
      today.put(PLACE + refused.position(), new Today.Refused(refused.reason().name()));
    }
    for (RawProduct raw : extracted.products()) {
      Today product =
          switch (stages.normaliser().normalise(shop, raw)) {
            case Normalised.Accepted(Product accepted) -> new Today.Understood(accepted);
            case Normalised.Rejected rejected -> new Today.Refused(rejected.reason().name());
          };
      today.put(raw.externalId(), product);
      today.put(PLACE + raw.position(), product);
    }
    return today;
  }

  private static Verdict verdict(@Nullable Today today, Map<String, Product> understood) {
    return switch (today) {
      case null -> new Verdict.NotReplayable(Obstacle.NOT_ON_PAGE);
      case Today.Refused(String reason) -> new Verdict.StillRefused(reason);
      case Today.Understood(Product product) -> {
        understood.put(product.externalId(), product);
        yield new Verdict.Requeue();
      }
    };
  }

  private void publish(Shop shop, Page page, Letter letter, List<Product> products)
      throws InterruptedException {
    PublicationRun run =
        new PublicationRun(
            shop.id(),
            Objects.requireNonNullElse(letter.slot(), page.capturedAt()),
            CORRELATION,
            0,
            stages.rules().version(),
            true);
    List<ProductEvent> events =
        new ArrayList<>(
            new ProductEvents(stages.version(), stages.partitions())
                .of(
                    run,
                    page.capturedAt(),
                    page.recordId(),
                    products,
                    stages
                        .knownProducts()
                        .of(shop.id(), products.stream().map(Product::externalId).toList()))
                .events());
    stages.publisher().publish(events);
  }
}
