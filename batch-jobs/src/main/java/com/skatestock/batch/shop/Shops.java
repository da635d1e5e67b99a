package com.skatestock.batch.shop;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The watched shops, by id: those that come with SkateStock ({@code shops.yml}) and those of every
 * {@code *.yml} file of a folder. A shop of the folder takes the place of a bundled one with its
 * id. Immutable.
 */
public final class Shops {
  /** The environment variable that names the folder. */
  public static final String FOLDER_VARIABLE = "SKATESTOCK_SHOPS_DIR";

  private static final String BUNDLED = "shops.yml";

  private final Map<String, Shop> byId;

  private Shops(Map<String, Shop> byId) {
    this.byId = byId;
  }

  /** Exactly these. */
  public static Shops of(Shop... shops) {
    Map<String, Shop> byId = new LinkedHashMap<>();
    for (Shop shop : shops) {
      byId.put(shop.id(), shop);
    }
    return new Shops(byId);
  }

  /**
   * Bundled shops and those of the usual folder.
   *
   * @param environment where {@link #FOLDER_VARIABLE} may name the folder; otherwise it is {@code
   *     shops.d} of the working directory, if that exists
   * @throws InvalidShopsException naming every mistake
   */
  public static Shops load(Map<String, String> environment, SelectorSyntax syntax) {
    return load(folder(environment), syntax);
  }

  /**
   * Bundled shops and those of {@code folder}.
   *
   * @throws InvalidShopsException naming every mistake
   */
  public static Shops load(Optional<Path> folder, SelectorSyntax syntax) {
    List<ShopProblem> problems = new ArrayList<>();
    Map<String, Shop> shops = new LinkedHashMap<>();
    try {
      try (InputStream bundled = Shops.class.getResourceAsStream("/" + BUNDLED)) {
        if (bundled == null) {
          throw new IllegalStateException(BUNDLED + " is missing from the application");
        }
        try (Reader yaml = new InputStreamReader(bundled, StandardCharsets.UTF_8)) {
          shops.putAll(new ShopFile(BUNDLED, syntax, problems).read(yaml));
        }
      }
      if (folder.isPresent()) {
        shops.putAll(readFolder(folder.get(), syntax, problems));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    if (!problems.isEmpty()) {
      throw new InvalidShopsException(problems);
    }
    return new Shops(shops);
  }

  /** The folder that {@link #load(Map, SelectorSyntax)} reads; empty if there is none. */
  public static Optional<Path> folder(Map<String, String> environment) {
    String named = environment.getOrDefault(FOLDER_VARIABLE, "");
    if (!named.isBlank()) {
      return Optional.of(Path.of(named));
    }
    return Optional.of(Path.of("shops.d")).filter(Files::isDirectory);
  }

  private static Map<String, Shop> readFolder(
      Path folder, SelectorSyntax syntax, List<ShopProblem> problems) throws IOException {
    Map<String, Shop> shops = new LinkedHashMap<>();
    if (!Files.isDirectory(folder)) {
      problems.add(
          new ShopProblem(
              folder.toString(),
              1,
              FOLDER_VARIABLE,
              "is no folder; create it or unset the variable"));
      return shops;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    }
    for (Path file : files) {
      String name = file.toString();
      try (Reader yaml = Files.newBufferedReader(file)) {
        new ShopFile(name, syntax, problems)
            .read(yaml)
            .forEach(
                (id, shop) -> {
                  if (shops.putIfAbsent(id, shop) != null) {
                    problems.add(
                        new ShopProblem(name, 1, "shops." + id, "is in another file as well"));
                  }
                });
      }
    }
    return shops;
  }

  /** All shops, bundled ones first, in the order of their files. */
  public List<Shop> all() {
    return List.copyOf(byId.values());
  }

  /** All ids, in the same order. */
  public Set<String> ids() {
    return new LinkedHashSet<>(byId.keySet());
  }

  public Optional<Shop> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * Those of the shops with the given ids; all if none are given.
   *
   * @throws IllegalArgumentException if there is no such shop
   */
  public Shops only(List<String> ids) {
    if (ids.isEmpty()) {
      return this;
    }
    Map<String, Shop> some = new LinkedHashMap<>();
    for (String id : ids) {
      some.put(id, known(id));
    }
    return new Shops(some);
  }

  private Shop known(String id) {
    Shop shop = byId.get(id);
    if (shop == null) {
      throw new IllegalArgumentException("No shop " + id + "; known: " + ids());
    }
    return shop;
  }

  /**
   * The same shops, some of them at other addresses, such as those of simulated twins on this
   * machine. For the moved ones private addresses are allowed and {@code delay} is the time between
   * requests.
   *
   * @throws IllegalArgumentException if there is no such shop
   */
  public Shops withUrls(Map<String, URI> urls, Duration delay) {
    Map<String, Shop> moved = new LinkedHashMap<>(byId);
    urls.forEach(
        (id, url) -> {
          Shop shop = known(id);
          moved.put(id, shop.at(url, shop.manners().forOwnShop(delay)));
        });
    return new Shops(moved);
  }
}
