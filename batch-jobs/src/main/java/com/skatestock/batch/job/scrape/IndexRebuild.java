package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.ArchivedPage;
import com.skatestock.batch.archive.ArchivedPage.Origin;
import com.skatestock.batch.archive.PageIndex;
import com.skatestock.batch.archive.PageLocation;
import com.skatestock.batch.archive.PageUnreadable;
import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.job.scrape.PageFeed.ReadPage;
import com.skatestock.batch.job.scrape.PageWalk.Place;
import com.skatestock.batch.publish.PublicationRun;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes rows of {@code pages} again from the archive's objects, one shop and day (of slots, UTC) at
 * a time. What the index says stands: only what it lacks is added, so a repeat adds nothing.
 *
 * <p>Of several captures of one page the index had the one of the latest attempt, and of that the
 * latest. Captures beyond the end of a listing never were in it: the walk through the listing is
 * gone again with today's rules. A run that PostgreSQL knows nothing of is made as one that broke
 * off before it published anything, so that a backfill finds its pages missing.
 */
public final class IndexRebuild {
  /**
   * What a day of a shop holds.
   *
   * @param objects of the archive
   * @param captures in them; more than pages, where a shop was asked beyond a listing's end
   * @param present rows of the index before
   * @param added rows that it lacked
   * @param runsMade runs that PostgreSQL did not know
   * @param damaged objects that cannot be read to their end, and why
   * @param orphans objects to which no row refers; a repeated chunk leaves one
   * @param gone objects to which rows refer and that are not there
   */
  public record Found(
      int objects,
      int captures,
      int present,
      int added,
      int runsMade,
      List<String> damaged,
      List<String> orphans,
      List<String> gone) {}

  /** A capture as an object has it, without its body. */
  private record Candidate(Origin origin, PageIndex.Entry entry) {

    boolean countsMoreThan(Candidate other) {
      return origin.leaseEpoch() != other.origin.leaseEpoch()
          ? origin.leaseEpoch() > other.origin.leaseEpoch()
          : entry.capturedAt().isAfter(other.entry.capturedAt());
    }
  }

  private record RunName(Instant slot, String scope) implements Comparable<RunName> {
    @Override
    public int compareTo(RunName other) {
      int bySlot = slot.compareTo(other.slot);
      return bySlot != 0 ? bySlot : scope.compareTo(other.scope);
    }
  }

  private record Restored(List<PageIndex.Entry> entries, List<PageIndex.Reading> readings) {}

  private final Stages stages;
  private final TransactionOperations transactions;

  public IndexRebuild(Stages stages, TransactionOperations transactions) {
    this.stages = stages;
    this.transactions = transactions;
  }

  /**
   * Compares the objects of a day with the index, and adds what it lacks.
   *
   * @param dryRun only say what would be added
   */
  public Found rebuild(Shop shop, LocalDate day, boolean dryRun) {
    List<String> objects = stages.archive().objects(shop.id(), day, day);
    List<String> damaged = new ArrayList<>();
    Map<RunName, Map<Integer, Candidate>> runs = new TreeMap<>();
    int captures = 0;
    for (String object : objects) {
      List<ArchivedPage> found = new ArrayList<>();
      try {
        stages.archive().scan(object, page -> found.add(withoutBody(page)));
      } catch (PageUnreadable e) {
        damaged.add(String.valueOf(e.getMessage()));
      }
      captures += found.size();
      found.forEach(page -> page.origin().ifPresent(origin -> note(runs, origin, page)));
    }
    Map<String, PageLocation> present = stages.index().ofSlots(shop.id(), day);
    Set<String> referred = new HashSet<>();
    present.values().forEach(location -> referred.add(location.object()));
    List<String> gone =
        referred.stream().filter(object -> !objects.contains(object)).sorted().toList();
    int added = 0;
    int runsMade = 0;
    for (Map.Entry<RunName, Map<Integer, Candidate>> run : runs.entrySet()) {
      Optional<ScrapeRuns.Run> known =
          stages
              .runs()
              .find(shop.id(), run.getKey().slot(), run.getKey().scope())
              .map(stages.runs()::of);
      Restored lacking = lacking(shop, run.getKey(), known, run.getValue());
      if (lacking.entries().isEmpty()) {
        continue;
      }
      runsMade += known.isEmpty() ? 1 : 0;
      added += lacking.entries().size();
      lacking.entries().forEach(entry -> referred.add(entry.location().object()));
      if (!dryRun) {
        write(shop, run.getKey(), known, lacking);
      }
    }
    return new Found(
        objects.size(),
        captures,
        present.size(),
        added,
        runsMade,
        damaged,
        objects.stream().filter(object -> !referred.contains(object)).toList(),
        gone);
  }

  private static ArchivedPage withoutBody(ArchivedPage page) {
    Page full = page.page();
    return new ArchivedPage(
        page.location(),
        new Page(
            full.shop(),
            full.uri(),
            full.capturedAt(),
            full.recordId(),
            full.status(),
            Map.of(),
            Body.of(new byte[0])),
        page.revisitOf(),
        page.origin());
  }

  private static void note(
      Map<RunName, Map<Integer, Candidate>> runs, Origin origin, ArchivedPage page) {
    Candidate candidate =
        new Candidate(
            origin,
            new PageIndex.Entry(
                origin.number(),
                origin.listing(),
                origin.listingPage(),
                page.page().recordId(),
                page.page().uri(),
                page.page().capturedAt(),
                page.page().status(),
                page.location(),
                origin.validators().etag(),
                origin.validators().lastModified(),
                page.revisitOf().map(ArchivedPage.Original::recordId)));
    runs.computeIfAbsent(new RunName(origin.slot(), origin.scope()), any -> new TreeMap<>())
        .merge(origin.number(), candidate, (one, other) -> other.countsMoreThan(one) ? other : one);
  }

  /** The run's pages that are not in the index, as far as its walk went. */
  private Restored lacking(
      Shop shop, RunName name, Optional<ScrapeRuns.Run> run, Map<Integer, Candidate> candidates) {
    Map<Integer, PageIndex.Entry> entries = new TreeMap<>();
    candidates.forEach((number, candidate) -> entries.put(number, candidate.entry()));
    Set<Integer> indexed = new HashSet<>();
    run.ifPresent(
        known ->
            stages
                .index()
                .of(known.id(), 0)
                .forEach(
                    entry -> {
                      entries.put(entry.number(), entry);
                      indexed.add(entry.number());
                    }));
    Restored lacking = new Restored(new ArrayList<>(), new ArrayList<>());
    if (indexed.containsAll(entries.keySet())) {
      return lacking;
    }
    PageWalk walk = PageWalk.of(shop, stages.rules().extractor());
    PageMeaning meaning =
        new PageMeaning(
            shop,
            new PublicationRun(
                shop.id(), name.slot(), name.toString(), 0, stages.rules().version(), false),
            stages.normaliser());
    PageGroups groups = new PageGroups();
    List<ReadPage> settled = new ArrayList<>();
    for (PageIndex.Entry entry : entries.values()) {
      Place place = new Place(entry.listing(), entry.listingPage());
      Optional<PageWalk.Step> next = walk.peek(0);
      if (next.isEmpty()) {
        break;
      }
      if (place.listing() < next.get().place().listing()) {
        // Asked for beyond the end of its listing.
        continue;
      }
      int _ = walk.moveTo(place, entry.uri());
      Page page;
      try {
        page = stages.archive().read(entry.location());
      } catch (PageUnreadable e) {
        // The day's list of damage names it; the walk cannot be followed any further.
        break;
      }
      ExtractedPage extracted = stages.rules().extractor().extract(shop, page);
      boolean ends = walk.goOn(place, extracted);
      settled.addAll(groups.add(ReadPage.of(entry.number(), page, extracted, ends)));
      if (!indexed.contains(entry.number())) {
        lacking.entries().add(entry);
      }
    }
    settled.addAll(groups.rest());
    for (ReadPage page : settled) {
      Candidate candidate = candidates.get(page.number());
      if (candidate != null
          && !indexed.contains(page.number())
          && run.map(known -> page.number() < known.nextPage()).orElse(false)) {
        lacking.readings().add(meaning.reading(page).by(candidate.origin().parserVersion()));
      }
    }
    return lacking;
  }

  private void write(Shop shop, RunName name, Optional<ScrapeRuns.Run> known, Restored lacking) {
    stages.runs().register(shop);
    transactions.executeWithoutResult(
        status -> {
          long run =
              known
                  .map(ScrapeRuns.Run::id)
                  .orElseGet(() -> stages.runs().restore(shop.id(), name.slot(), name.scope()));
          stages.index().restore(run, lacking.entries());
          stages.index().read(lacking.readings());
        });
  }
}
