package com.skatestock.batch.cli;

import com.skatestock.batch.archive.WarcPages;
import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.platform.PlatformExtractor;
import com.skatestock.batch.extract.productpage.ProductPageReader;
import com.skatestock.batch.extract.selectors.CssSyntax;
import com.skatestock.batch.normalise.Normaliser;
import com.skatestock.batch.shop.InvalidShopsException;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import com.skatestock.batch.source.Page;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.exc.JacksonIOException;

/**
 * {@code extract}: what a shop's saved pages say, one JSON object a line. Needs no server.
 *
 * <p>Exit codes: 0 all files were read, 64 unknown shop or bad configuration, 65 a file could not
 * be read to its end (what came before it is printed).
 */
@Command(
    name = "extract",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    description =
        "Reads saved pages (HTML, JSON, WARC), of a shop with --shop, of any product page with"
            + " --url alone; prints one JSON object a line.",
    footerHeading = "%nLines:%n",
    footer = {
      "  a product        shop (null without --shop), external_id, code, title, brand, category,"
          + " url, image_url, variants, source",
      "  a refused one    rejected: {field, raw, reason}, shop, external_id, source",
      "  a page (last)    page: {record_id, uri, captured_at, state, products, rejected}",
      "A product whose variants stand on another page or file is printed when both were read.",
      "State is listing, empty, not_found, blocked or not_understood.",
      "",
      "Exit code: 0, 64 (unknown shop, bad shops' configuration), 65 (a file is broken).",
      "",
      "Example:",
      "  skatestock extract --shop ccs ccs-2025-05.warc.gz | head -3",
      "  skatestock extract --url https://any.example/products/team-deck team-deck.html"
    })
public final class ExtractCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  private final InputStream in;
  private final OutputStream out;
  private final PrintStream err;

  @Option(
      names = "--shop",
      paramLabel = "S",
      description =
          "The shop's id in shops.yml or in the folder SKATESTOCK_SHOPS_DIR. Without it --url is"
              + " needed, and the pages are read as product pages of no known shop.")
  private @Nullable String shopId;

  @Option(
      names = {"--base-url", "--url"},
      converter = WebAddress.class,
      paramLabel = "URL",
      description =
          "The address of plain files, to resolve links (default: the shop's). Without --shop: the"
              + " address of the product page.")
  private @Nullable URI baseUrl;

  @Option(
      names = "--captured-at",
      paramLabel = "T",
      description =
          "When plain files were captured, such as 2025-05-09T01:08:32Z (default: the file's"
              + " time).")
  private @Nullable Instant capturedAt;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "HTML, JSON or WARC, also gzipped; - for standard input.")
  private List<String> files = List.of();

  /** On this process's own streams. */
  public ExtractCommand() {
    this(
        System.getenv(),
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        System.err);
  }

  ExtractCommand(
      Map<String, String> environment, InputStream in, OutputStream out, PrintStream err) {
    this.environment = environment;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    @Nullable String id = shopId;
    @Nullable URI url = baseUrl;
    if (id == null) {
      if (url == null) {
        err.println("extract: --shop or --url is needed: whose pages are these?");
        return ExitCodes.USAGE;
      }
      ProductPageReader reader = new ProductPageReader();
      return extract(AnyShop.at(url), reader::read);
    }
    Shops shops;
    try {
      shops = Shops.load(environment, new CssSyntax());
    } catch (InvalidShopsException mistakes) {
      err.println(mistakes.getMessage());
      return ExitCodes.USAGE;
    }
    Optional<Shop> shop = shops.find(id);
    if (shop.isEmpty()) {
      err.println(
          "No shop \""
              + id
              + "\". Known shops: "
              + String.join(", ", shops.ids())
              + ". Add one as a *.yml file in the folder "
              + Shops.FOLDER_VARIABLE
              + ".");
      return ExitCodes.USAGE;
    }
    var extractor = new PlatformExtractor();
    return extract(shop.get(), page -> extractor.extract(shop.get(), page));
  }

  private int extract(Shop shop, Function<Page, ExtractedPage> reader) throws IOException {
    boolean broken = false;
    SavedGroups groups = new SavedGroups();
    try (ProductLines lines = new ProductLines(out)) {
      PagePrinter printer = new PagePrinter(shop, new Normaliser(), lines);
      for (String file : files) {
        broken |= !extract(shop, file, reader, groups, printer);
      }
      groups.rest().forEach(printer::print);
    } catch (JacksonIOException closed) {
      // Whoever reads our lines has seen enough, as `head` does.
      return ExitCodes.OK;
    }
    return broken ? ExitCodes.DATA : ExitCodes.OK;
  }

  /** Whether the file could be read to its end. */
  private boolean extract(
      Shop shop,
      String file,
      Function<Page, ExtractedPage> reader,
      SavedGroups groups,
      PagePrinter printer) {
    boolean whole = true;
    try (SavedPages pages = SavedPages.open(shop, file, in, baseUrl, capturedAt)) {
      while (pages.hasNext()) {
        switch (pages.next()) {
          case WarcPages.Entry.Captured(Page page) ->
              groups.add(PageOrigin.of(page), reader.apply(page)).forEach(printer::print);
          case WarcPages.Entry.Unreadable unreadable -> {
            err.println(
                "extract: " + file + ": " + unreadable.recordId() + ": " + unreadable.problem());
            printer.unreadable(unreadable);
            whole = false;
          }
          case WarcPages.Entry.Broken end -> {
            err.println("extract: " + file + ": " + end.problem());
            whole = false;
          }
        }
      }
    } catch (IOException unreadable) {
      err.println("extract: " + file + ": cannot be read: " + unreadable);
      whole = false;
    }
    return whole;
  }
}
