package com.skatestock.batch.extract.structured;

import com.skatestock.contracts.Availability;
import com.skatestock.contracts.SchemaOrgAvailability;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a short text says about availability: a name of schema.org, or words of people in the
 * languages that shops use most.
 */
public final class AvailabilityWords {
  private static final int LONGEST = 300;

  /** Looked for in this order: "not in stock" holds "in stock". */
  private static final List<Map.Entry<Availability, List<String>>> WORDS =
      List.of(
          Map.entry(
              Availability.DISCONTINUED,
              List.of(
                  "discontinued",
                  "no longer available",
                  "no longer sold",
                  "nicht mehr verfügbar",
                  "nicht mehr lieferbar",
                  "n'est plus disponible",
                  "descatalogado",
                  "fuori produzione")),
          Map.entry(
              Availability.BACK_ORDER,
              List.of("backorder", "back order", "back-order", "nachbestellt")),
          Map.entry(
              Availability.OUT_OF_STOCK,
              List.of(
                  "out of stock",
                  "out-of-stock",
                  "sold out",
                  "sold-out",
                  "not in stock",
                  "no stock",
                  "not available",
                  "unavailable",
                  "notify me when",
                  "email me when",
                  "notify when available",
                  "ausverkauft",
                  "nicht verfügbar",
                  "nicht auf lager",
                  "nicht vorrätig",
                  "nicht lieferbar",
                  "vergriffen",
                  "épuisé",
                  "rupture de stock",
                  "en rupture",
                  "indisponible",
                  "pas disponible",
                  "agotado",
                  "sin existencias",
                  "sin stock",
                  "no disponible",
                  "fuera de stock",
                  "esaurito",
                  "non disponibile",
                  "uitverkocht",
                  "niet op voorraad",
                  "niet leverbaar",
                  "niet beschikbaar",
                  "slutsåld",
                  "slut i lager",
                  "ej i lager",
                  "udsolgt",
                  "ikke på lager",
                  "utsolgt",
                  "loppu",
                  "ei varastossa",
                  "wyprzedan",
                  "niedostępn",
                  "brak w magazynie",
                  "chwilowy brak",
                  "vyprodán",
                  "není skladem",
                  "nedostupn",
                  "vypredan",
                  "elfogyott",
                  "nincs raktáron",
                  "esgotado",
                  "indisponível",
                  "stoc epuizat",
                  "indisponibil",
                  "нет в наличии",
                  "распродано",
                  "немає в наявності",
                  "tükendi",
                  "stokta yok",
                  "εξαντλ",
                  "売り切れ",
                  "在庫切れ",
                  "在庫なし",
                  "品切れ",
                  "缺货",
                  "无货",
                  "售罄",
                  "已售完",
                  "품절")),
          Map.entry(
              Availability.PRE_ORDER,
              List.of(
                  "preorder",
                  "pre-order",
                  "pre order",
                  "vorbestell",
                  "précommande",
                  "pré-commande",
                  "prenota",
                  "予約")),
          Map.entry(
              Availability.IN_STOCK,
              List.of(
                  "in stock",
                  "in-stock",
                  "available",
                  "left in stock",
                  "ships within",
                  "ships in",
                  "ready to ship",
                  "auf lager",
                  "vorrätig",
                  "lieferbar",
                  "verfügbar",
                  "en stock",
                  "disponible",
                  "en existencia",
                  "disponibile",
                  "disponibilità",
                  "op voorraad",
                  "leverbaar",
                  "beschikbaar",
                  "i lager",
                  "på lager",
                  "varastossa",
                  "w magazynie",
                  "dostępn",
                  "skladem",
                  "dostupn",
                  "na sklade",
                  "raktáron",
                  "em estoque",
                  "em stock",
                  "disponível",
                  "în stoc",
                  "in stoc",
                  "в наличии",
                  "є в наявності",
                  "stokta",
                  "διαθέσιμο",
                  "在庫あり",
                  "有货",
                  "现货",
                  "有現貨",
                  "재고 있음")));

  private AvailabilityWords() {}

  /** UNKNOWN for null and where nothing is said. Only the first characters are read. */
  public static Availability read(@Nullable String text) {
    Availability named = SchemaOrgAvailability.parse(text);
    if (named != Availability.UNKNOWN || text == null || text.contains("://")) {
      return named;
    }
    String said =
        text.substring(0, Math.min(text.length(), LONGEST))
            .toLowerCase(Locale.ROOT)
            .replace('’', '\'');
    for (Map.Entry<Availability, List<String>> words : WORDS) {
      for (String word : words.getValue()) {
        if (said.contains(word)) {
          return words.getKey();
        }
      }
    }
    return Availability.UNKNOWN;
  }
}
