package com.skatestock.batch.shop;

import java.io.Reader;
import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** One YAML file of shops: {@code shops:}, and under it each shop under its id. */
final class ShopFile {
  private final String file;
  private final SelectorSyntax selectorSyntax;
  private final List<ShopProblem> problems;

  ShopFile(String file, SelectorSyntax selectorSyntax, List<ShopProblem> problems) {
    this.file = file;
    this.selectorSyntax = selectorSyntax;
    this.problems = problems;
  }

  /** The file's shops by id; those with mistakes are left out and their mistakes collected. */
  Map<String, Shop> read(Reader yaml) {
    Map<String, Shop> shops = new LinkedHashMap<>();
    Node root;
    try {
      root = new Yaml(new LoaderOptions()).compose(yaml);
    } catch (MarkedYAMLException broken) {
      int line = broken.getProblemMark() == null ? 1 : broken.getProblemMark().getLine() + 1;
      problems.add(new ShopProblem(file, line, "(file)", "is no YAML: " + broken.getProblem()));
      return shops;
    } catch (YAMLException broken) {
      problems.add(new ShopProblem(file, 1, "(file)", "is no YAML: " + broken.getMessage()));
      return shops;
    }
    if (root == null) {
      return shops;
    }
    if (!(root instanceof MappingNode mapping)) {
      problems.add(new ShopProblem(file, 1, "shops", "is missing"));
      return shops;
    }
    YamlMap top = new YamlMap(file, "", mapping, problems);
    top.map("shops")
        .ifPresentOrElse(
            all -> {
              for (String id : all.keys()) {
                all.map(id).flatMap(shop -> shop(id, all, shop)).ifPresent(s -> shops.put(id, s));
              }
            },
            () -> {
              if (top.entries("shops").isEmpty()) {
                top.problem("shops", "is missing");
              }
            });
    top.finish();
    return shops;
  }

  private Optional<Shop> shop(String id, YamlMap all, YamlMap yaml) {
    int before = problems.size();
    if (!Shop.isId(id)) {
      all.problem(id, "is no shop id; use lower-case letters, digits and dashes, a letter first");
    } else if (id.equals(Shop.NO_SHOP)) {
      all.problem(id, "stands for pages of no shop; name the shop otherwise");
    }
    Optional<String> name = yaml.required("name", ShopFile::text);
    Optional<String> address = yaml.optional("address", text -> text);
    Optional<URI> url = yaml.required("url", ShopFile::url);
    Optional<Platform> platform = yaml.required("platform", YamlMap.oneOf(Platform.class));
    Optional<Currency> currency = yaml.required("currency", ShopFile::currency);
    Optional<ZoneId> zone = yaml.required("time-zone", ShopFile::zone);
    Optional<Integer> expected =
        yaml.optional("expected-products", text -> Quantity.count(text, 0));
    Map<String, String> categories = new LinkedHashMap<>();
    List<String> listings = listings(yaml, categories);
    Manners manners = yaml.map("manners").map(ShopFile::manners).orElse(Manners.DEFAULT);
    Optional<YamlMap> selectors = yaml.map("selectors");
    boolean html = platform.isPresent() && platform.get() == Platform.SELECTORS;
    if (html && selectors.isEmpty()) {
      yaml.problem("selectors", "is missing; platform selectors reads HTML with them");
    } else if (html && listings.isEmpty()) {
      yaml.problem("listings", "is missing; name the paths of the listings to read");
    } else if (platform.isPresent() && !html && selectors.isPresent()) {
      yaml.problem("selectors", "belongs to platform selectors only");
    }
    Optional<YamlMap> sitemap = yaml.map("sitemap");
    boolean ownPages =
        platform.isPresent()
            && (platform.get() == Platform.JSONLD || platform.get() == Platform.BIGCOMMERCE);
    if (sitemap.isPresent() && platform.isPresent() && !ownPages) {
      yaml.problem("sitemap", "belongs to platforms jsonld and bigcommerce only");
    } else if (sitemap.isPresent() && !listings.isEmpty()) {
      yaml.problem("sitemap", "and listings exclude each other; name one of them");
    }
    Optional<SitemapRules> rules = sitemap.map(ShopFile::sitemap);
    Optional<ListingSelectors> read =
        selectors.map(map -> new SelectorsReader(map, selectorSyntax).read(categories));
    yaml.finish();
    if (problems.size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new Shop(
            id,
            name.orElseThrow(),
            address.orElse(""),
            url.orElseThrow(),
            platform.orElseThrow(),
            currency.orElseThrow(),
            zone.orElseThrow(),
            listings,
            manners,
            expected.orElse(0),
            read,
            rules));
  }

  /** A listing is its path, or {@code {path: …, category: …}}. */
  private List<String> listings(YamlMap yaml, Map<String, String> categories) {
    List<String> paths = new ArrayList<>();
    for (Node entry : yaml.entries("listings")) {
      if (entry instanceof MappingNode mapping) {
        YamlMap listing = yaml.child("listings", mapping);
        Optional<String> path = listing.required("path", ShopFile::path);
        Optional<String> category = listing.required("category", ShopFile::text);
        listing.finish();
        if (path.isPresent() && category.isPresent()) {
          paths.add(path.get());
          categories.put(path.get(), category.get());
        }
      } else {
        yaml.understood("listings", entry, ShopFile::path).ifPresent(paths::add);
      }
    }
    return paths;
  }

  private static SitemapRules sitemap(YamlMap yaml) {
    SitemapRules rules =
        new SitemapRules(
            yaml.list("roots", ShopFile::path),
            yaml.optional("follow", SelectorsReader::pattern),
            yaml.optional("pages", SelectorsReader::pattern));
    yaml.finish();
    return rules;
  }

  private static Manners manners(YamlMap yaml) {
    Manners usual = Manners.DEFAULT;
    Manners manners =
        new Manners(
            yaml.optional("delay", Quantity::time).orElse(usual.delay()),
            yaml.optional("timeout", Quantity::time).orElse(usual.timeout()),
            yaml.optional("attempts", text -> Quantity.count(text, 1)).orElse(usual.attempts()),
            yaml.optional("max-body", Quantity::bytes).orElse(usual.maxBodyBytes()),
            yaml.optional("pages-per-day", text -> Quantity.count(text, 1))
                .orElse(usual.pagesPerDay()),
            yaml.optional("allow-private-addresses", ShopFile::truth)
                .orElse(usual.allowPrivateAddresses()));
    yaml.finish();
    return manners;
  }

  private static String text(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("is empty");
    }
    return text;
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
    };
  }

  private static URI url(String text) {
    URI url = URI.create(text);
    boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    if (!web
        || url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no address of a storefront, such as https://shop.example");
    }
    return url;
  }

  private static String path(String text) {
    if (!text.startsWith("/") || text.startsWith("//")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no path; write it from the first slash, such as /collections/decks");
    }
    return URI.create(text).toString();
  }

  private static Currency currency(String text) {
    try {
      return Currency.getInstance(text);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no currency; write its three letters, such as USD", unknown);
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no time zone; write a name such as America/New_York", unknown);
    }
  }
}
