package com.skatestock.local.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the makers offer: brands, their long-lived models, and the words for graphics and colours,
 * from the CSV files beside this class.
 */
final class Trade {
  record Brand(String name, String vendor) {}

  /** A line such as "Dunk Low Pro"; {@code style} is the shape of its code. */
  record Model(Brand brand, String name, long cents, String style) {}

  private final Map<Category, List<Brand>> brands = new EnumMap<>(Category.class);
  private final Map<Category, List<Model>> models = new EnumMap<>(Category.class);
  final List<String> riders = new ArrayList<>();
  final List<String> firstWords = new ArrayList<>();
  final List<String> secondWords = new ArrayList<>();
  final List<String> colours = new ArrayList<>();
  final List<String> soles = new ArrayList<>();

  Trade() {
    Map<String, Brand> byName = new HashMap<>();
    for (String[] row : rows("brands.csv", 3)) {
      Brand brand = new Brand(row[0], row[1]);
      byName.put(brand.name(), brand);
      for (String made : row[2].split(" ", -1)) {
        brands.computeIfAbsent(Category.named(made), _ -> new ArrayList<>()).add(brand);
      }
    }
    for (String[] row : rows("models.csv", 5)) {
      Brand brand = byName.get(row[1]);
      if (brand == null) {
        throw new IllegalStateException(
            "models.csv names a brand that brands.csv lacks: " + row[1]);
      }
      long cents = new BigDecimal(row[3]).movePointRight(2).longValueExact();
      models
          .computeIfAbsent(Category.named(row[0]), _ -> new ArrayList<>())
          .add(new Model(brand, row[2], cents, row[4]));
    }
    for (String[] row : rows("words.csv", 2)) {
      words(row[0]).add(row[1]);
    }
  }

  List<Brand> brands(Category category) {
    return brands.getOrDefault(category, List.of());
  }

  /** Empty where a category has graphics and not models. */
  List<Model> models(Category category) {
    return models.getOrDefault(category, List.of());
  }

  private List<String> words(String kind) {
    return switch (kind) {
      case "rider" -> riders;
      case "first" -> firstWords;
      case "second" -> secondWords;
      case "colour" -> colours;
      case "sole" -> soles;
      default -> throw new IllegalStateException("words.csv: unknown kind " + kind);
    };
  }

  private static List<String[]> rows(String file, int columns) {
    try (InputStream in = Trade.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("Missing resource " + file);
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(line -> line.split(",", -1))
          .peek(
              row -> {
                if (row.length != columns) {
                  throw new IllegalStateException(file + ": " + Arrays.toString(row));
                }
              })
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
