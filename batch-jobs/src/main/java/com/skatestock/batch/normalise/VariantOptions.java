package com.skatestock.batch.normalise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of a variant's options is its size and which its colour: by the option's name, else by the
 * look of the value. An option that is neither stands as size if there is no other.
 */
final class VariantOptions {

  private static final List<String> SIZE_NAMES =
      List.of(
          "size",
          "größe",
          "groesse",
          "grosse",
          "taille",
          "talla",
          "taglia",
          "tamaño",
          "tamanho",
          "maat",
          "storlek",
          "størrelse",
          "koko",
          "rozmiar",
          "velikost",
          "veľkosť",
          "méret",
          "размер",
          "розмір",
          "beden",
          "サイズ",
          "尺码",
          "尺寸",
          "사이즈",
          "width",
          "breite",
          "diameter",
          "durometer",
          "durchmesser",
          "waist",
          "length",
          "inseam",
          "pointure",
          "μέγεθος");

  private static final List<String> COLOR_NAMES =
      List.of(
          "color",
          "colour",
          "farbe",
          "couleur",
          "colore",
          "cor",
          "kleur",
          "färg",
          "farve",
          "farge",
          "väri",
          "kolor",
          "barva",
          "farba",
          "szín",
          "цвет",
          "колір",
          "renk",
          "カラー",
          "颜色",
          "顏色",
          "색상",
          "colorway",
          "χρώμα");

  private static final Set<String> COLORS =
      Set.of(
          "black",
          "white",
          "red",
          "blue",
          "green",
          "yellow",
          "orange",
          "purple",
          "pink",
          "brown",
          "grey",
          "gray",
          "navy",
          "tan",
          "beige",
          "cream",
          "gold",
          "silver",
          "olive",
          "khaki",
          "maroon",
          "burgundy",
          "teal",
          "charcoal",
          "natural",
          "assorted",
          "multi",
          "multicolor",
          "camo",
          "gum",
          "raw",
          "polished",
          "clear",
          "bone",
          "sand",
          "stone",
          "rust",
          "mint",
          "turquoise",
          "lavender",
          "violet",
          "indigo",
          "denim",
          "heather",
          "ivory",
          "off",
          "sail",
          "walnut",
          "forest",
          "royal",
          "neon",
          "chrome",
          "mustard",
          "coral",
          "salmon",
          "peach",
          "lime",
          "aqua",
          "magenta",
          "schwarz",
          "weiss",
          "weiß",
          "rot",
          "blau",
          "grün",
          "gelb",
          "noir",
          "blanc",
          "bleu",
          "rouge",
          "vert",
          "negro",
          "blanco",
          "azul",
          "rojo",
          "verde",
          "nero",
          "bianco",
          "svart",
          "vit",
          "zwart",
          "wit",
          "czarny",
          "biały",
          "černá",
          "bílá",
          "черный",
          "белый",
          "chocolate",
          "copper",
          "bronze",
          "espresso");

  private VariantOptions() {}

  /** What the options say; null where nothing. */
  record SizeAndColor(@Nullable String size, @Nullable String color) {}

  static SizeAndColor of(Map<String, String> options, @Nullable Category category) {
    String size = null;
    String color = null;
    List<String> others = new ArrayList<>(2);
    for (Map.Entry<String, String> option : options.entrySet()) {
      String name = option.getKey().toLowerCase(Locale.ROOT).strip();
      String value = CleanText.of(option.getValue());
      if (value.isEmpty()
          || value.equalsIgnoreCase("Default Title")
          || value.equalsIgnoreCase("n/a")) {
        continue;
      }
      if (named(name, SIZE_NAMES)) {
        size = joined(size, SizeText.of(value, category), name);
      } else if (named(name, COLOR_NAMES)) {
        color = color == null ? value : color + " / " + value;
      } else {
        others.add(value);
      }
    }
    for (String value : others) {
      String known = size == null ? SizeText.known(value, category) : null;
      if (known != null) {
        size = known;
      } else if (color == null && looksLikeColor(value)) {
        color = value;
      } else if (size == null) {
        size = value;
      }
    }
    return new SizeAndColor(size, color);
  }

  /** Waist and length make {@code 32x34}, diameter and hardness {@code 54 mm 99A}. */
  private static String joined(@Nullable String size, String next, String name) {
    if (size == null) {
      return next;
    }
    boolean numbers =
        NumberText.digit(size.charAt(0)) >= 0 && size.length() == 2 && next.length() == 2;
    return numbers
        ? size + "x" + next
        : name.startsWith("duro") ? size + " " + next : size + " / " + next;
  }

  private static boolean named(String name, List<String> names) {
    for (String known : names) {
      if (name.equals(known) || (known.length() > 3 && name.contains(known))) {
        return true;
      }
    }
    return false;
  }

  /** One of the words is a colour's name, or the text has the form of a colourway. */
  static boolean looksLikeColor(String text) {
    if (text.length() > 80) {
      return false;
    }
    for (String word : PlainWords.of(text)) {
      if (COLORS.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
