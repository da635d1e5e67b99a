package com.skatestock.batch.extract.structured;

import com.skatestock.batch.extract.WordTable;
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
  private static final List<Map.Entry<Availability, String>> WORDS =
      WordTable.rows(AvailabilityWords.class, "availability-words.csv").stream()
          .map(row -> Map.entry(Availability.valueOf(row.getKey()), row.getValue()))
          .toList();

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
    for (Map.Entry<Availability, String> words : WORDS) {
      if (said.contains(words.getValue())) {
        return words.getKey();
      }
    }
    return Availability.UNKNOWN;
  }
}
