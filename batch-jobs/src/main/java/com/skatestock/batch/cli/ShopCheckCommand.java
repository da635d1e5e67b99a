package com.skatestock.batch.cli;

import com.skatestock.batch.extract.platform.PlatformExtractor;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.PoliteFetcher;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shops check S}: what a shop's first page gives, and what its robots.txt allows. */
@Command(
    name = "check",
    description = {
      "Fetches a shop's first page with products, as politely as a scrape and within the same",
      "budget, and says field by field what it reads there, and what the robots.txt allows.",
      "A shop that is read by its sitemaps is followed for five pages at most.",
      "Nothing is stored. Uses Redis; without it twice the delay is kept."
    },
    mixinStandardHelpOptions = true)
final class ShopCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "S", description = "the shop's id")
  private String id = "";

  @Mixin private Reply reply = new Reply();

  @Override
  public Integer call() {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(CheckConfiguration.class)
            .web(WebApplicationType.NONE)
            .logStartupInfo(false)
            .run()) {
      Shop shop = KnownShops.of(context, spec.commandLine()).named(id);
      ShopLook look =
          ShopLook.at(shop, new PlatformExtractor(), context.getBean(PoliteFetcher.class));
      PrintWriter out = spec.commandLine().getOut();
      if (reply.isJson()) {
        out.println(Json.line(look));
      } else {
        print(look, out);
      }
      out.flush();
      return look.exitCode();
    }
  }

  private static void print(ShopLook look, PrintWriter out) {
    ShopLook.RobotsLook robots = look.robots();
    if (robots.unreachable() != null) {
      out.println("robots.txt: not read, so nothing is allowed: " + robots.unreachable());
    }
    robots
        .starts()
        .forEach(
            (url, allowed) ->
                out.printf("robots.txt: %s %s%n", allowed ? "allows" : "forbids", url));
    if (robots.crawlDelaySeconds() != null) {
      out.printf("robots.txt: Crawl-delay %s s%n", robots.crawlDelaySeconds());
    }
    robots.sitemaps().forEach(sitemap -> out.println("robots.txt: names " + sitemap));
    out.printf("between two requests: %s s%n%n", robots.delaySeconds());
    Table pages = new Table("status", "bytes", "outcome", "page");
    look.pages()
        .forEach(page -> pages.row(page.status(), page.bytes(), page.outcome(), page.url()));
    pages.print(out);
    ReadFields read = look.read();
    out.printf("%n%d products with %d variants%n", read.products(), read.variants());
    if (read.products() > 0) {
      Table fields = new Table("field", "found", "of", "for example");
      read.fields()
          .forEach(
              line ->
                  fields.row(
                      line.field(), line.found(), line.of(), String.join(" | ", line.examples())));
      fields.print(out);
    } else if (look.pages().size() == ShopLook.MOST_PAGES) {
      out.println("No further page was asked for; sitemap.follow and sitemap.pages of the shop's");
      out.println("configuration say which pages show products.");
    }
    read.rejected().forEach((what, times) -> out.printf("rejected %d times: %s%n", times, what));
  }
}
