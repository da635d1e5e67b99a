package com.skatestock.batch.job.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Onward;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.job.scrape.PageWalk.Place;
import com.skatestock.batch.job.scrape.PageWalk.Step;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order in which a shop's sitemaps and the pages they name are read. */
class PageWalkTest {
  private static final String SITE = "https://kerb.example";
  private static final URI ROBOTS = URI.create(SITE + "/robots.txt");

  private static final ExtractedPage PRODUCT =
      new ExtractedPage(PageState.LISTING, List.of(), List.of(), true);

  /** robots.txt names an index, which names two sitemaps of three and two products. */
  private static final Map<String, ExtractedPage> SHOP =
      Map.of(
          "/robots.txt", directory(List.of("/index.xml"), List.of()),
          "/index.xml", directory(List.of("/one.xml", "/two.xml", "/index.xml"), List.of()),
          "/one.xml", directory(List.of(), List.of("/a", "/b", "/c")),
          "/two.xml", directory(List.of(), List.of("/d", "/e")));

  @Test
  void readsEachDirectoryAndThenWhatItNames() {
    DirectoryWalk walk = new DirectoryWalk(List.of(ROBOTS));

    assertThat(walked(walk))
        .containsExactly(
            "0/1 /robots.txt",
            "1/1 /index.xml",
            "2/1 /one.xml",
            "2/2 /a",
            "2/3 /b",
            "2/4 /c",
            "3/1 /two.xml",
            "3/2 /d",
            "3/3 /e");
    assertThat(walk.sawEverything()).isTrue();
  }

  @Test
  void looksAheadWithinADirectoryOnly() {
    DirectoryWalk walk = new DirectoryWalk(List.of(URI.create(SITE + "/one.xml")));
    assertThat(walk.peek(1)).isEmpty();
    walk.goOn(new Place(0, 1), shown("/one.xml"));

    assertThat(walk.peek(2)).contains(new Step(new Place(0, 4), URI.create(SITE + "/c")));
    assertThat(walk.peek(3)).isEmpty();
  }

  @Test
  void isRebuiltFromTheDirectoriesAndTheLastPage() {
    DirectoryWalk walk = new DirectoryWalk(List.of(ROBOTS));
    for (String again : List.of("0/1 /robots.txt", "1/1 /index.xml", "2/1 /one.xml", "2/3 /b")) {
      again(walk, again);
    }

    assertThat(walked(walk)).startsWith("2/4 /c", "3/1 /two.xml").hasSize(4);
    assertThat(walk.sawEverything()).isTrue();
  }

  @Test
  void countsWhatAnEarlierAttemptLeftOut() {
    DirectoryWalk walk = new DirectoryWalk(List.of(ROBOTS));
    again(walk, "0/1 /robots.txt");
    again(walk, "1/1 /index.xml");
    again(walk, "2/1 /one.xml");

    assertThat(again(walk, "2/3 /b")).isEqualTo(1);
    assertThat(again(walk, "3/1 /two.xml")).isEqualTo(1);
    assertThat(again(walk, "3/2 /d")).isZero();
  }

  @Test
  void findsTheUsualSitemapOfAShopWithoutRobots() {
    DirectoryWalk walk = new DirectoryWalk(List.of(ROBOTS));

    assertThat(walk.giveUp(new Place(0, 1), true)).isFalse();

    Step sitemap = new Step(new Place(1, 1), URI.create(SITE + "/sitemap.xml"));
    assertThat(walk.peek(0)).contains(sitemap);
    assertThat(walk.sawEverything()).isTrue();

    DirectoryWalk restarted = new DirectoryWalk(List.of(ROBOTS));
    assertThat(restarted.moveTo(sitemap.place(), sitemap.uri())).isZero();
    assertThat(restarted.peek(0)).contains(sitemap);
  }

  @Test
  void aProductThatIsGoneIsNotMissingAndARefusedOneIs() {
    DirectoryWalk walk = new DirectoryWalk(List.of(URI.create(SITE + "/one.xml")));
    walk.goOn(new Place(0, 1), shown("/one.xml"));

    assertThat(walk.giveUp(new Place(0, 2), true)).isFalse();
    assertThat(walk.sawEverything()).isTrue();
    assertThat(walk.giveUp(new Place(0, 3), false)).isTrue();
    assertThat(walk.sawEverything()).isFalse();
    assertThat(walk.peek(0)).contains(new Step(new Place(0, 4), URI.create(SITE + "/c")));
  }

  @Test
  void aSitemapThatIsNotToBeHadMakesTheScrapeIncomplete() {
    DirectoryWalk walk = new DirectoryWalk(List.of(URI.create(SITE + "/one.xml")));

    assertThat(walk.giveUp(new Place(0, 1), true)).isTrue();
    assertThat(walk.sawEverything()).isFalse();
    assertThat(walk.peek(0)).isEmpty();
  }

  @Test
  void walksAHundredThousandPages() {
    List<String> pages = IntStream.range(0, 100_000).mapToObj(i -> SITE + "/p/" + i).toList();
    DirectoryWalk walk = new DirectoryWalk(List.of(URI.create(SITE + "/all.xml")));
    walk.goOn(
        new Place(0, 1),
        new ExtractedPage(
            PageState.DIRECTORY,
            List.of(),
            List.of(),
            false,
            new Onward.Directory(List.of(), pages)));
    int count = 0;
    for (Optional<Step> step = walk.peek(0); step.isPresent(); step = walk.peek(0)) {
      count++;
      assertThat(walk.goOn(step.get().place(), PRODUCT)).isEqualTo(count == pages.size());
    }

    assertThat(count).isEqualTo(100_000);
  }

  private static List<String> walked(PageWalk walk) {
    List<String> steps = new ArrayList<>();
    for (Optional<Step> step = walk.peek(0); step.isPresent(); step = walk.peek(0)) {
      Place place = step.get().place();
      String path = step.get().uri().getPath();
      steps.add(place.listing() + "/" + place.page() + " " + path);
      walk.goOn(place, shown(path));
    }
    return steps;
  }

  /** Walks a page of an earlier attempt again. */
  private static int again(PageWalk walk, String step) {
    String[] words = step.split("[/ ]", 4);
    Place place = new Place(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
    String path = "/" + words[3];
    int leftOut = walk.moveTo(place, URI.create(SITE + path));
    walk.goOn(place, shown(path));
    return leftOut;
  }

  private static ExtractedPage shown(String path) {
    return SHOP.getOrDefault(path, PRODUCT);
  }

  private static ExtractedPage directory(List<String> directories, List<String> pages) {
    return new ExtractedPage(
        PageState.DIRECTORY,
        List.of(),
        List.of(),
        false,
        new Onward.Directory(
            directories.stream().map(path -> SITE + path).toList(),
            pages.stream().map(path -> SITE + path).toList()));
  }
}
