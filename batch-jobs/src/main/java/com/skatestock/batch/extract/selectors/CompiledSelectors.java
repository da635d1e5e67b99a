package com.skatestock.batch.extract.selectors;

import com.skatestock.batch.shop.ListingSelectors;
import com.skatestock.batch.shop.ListingSelectors.Field;
import com.skatestock.batch.shop.ListingSelectors.Reading;
import com.skatestock.batch.shop.ListingSelectors.Theme;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/** A shop's selectors, parsed once. */
record CompiledSelectors(
    Optional<Evaluator> next,
    List<Evaluator> empty,
    List<Evaluator> notFound,
    List<Evaluator> blocked,
    List<CompiledTheme> themes) {

  record CompiledTheme(
      Evaluator detect,
      Evaluator item,
      Optional<Pattern> data,
      Map<Field, List<CompiledReading>> fields) {

    List<CompiledReading> readings(Field field) {
      return fields.getOrDefault(field, List.of());
    }
  }

  /**
   * @param select empty for the item itself
   */
  record CompiledReading(
      Optional<Evaluator> select, Optional<String> attribute, Optional<Pattern> match) {}

  static CompiledSelectors of(ListingSelectors selectors) {
    return new CompiledSelectors(
        selectors.next().map(QueryParser::parse),
        parse(selectors.empty()),
        parse(selectors.notFound()),
        parse(selectors.blocked()),
        selectors.themes().stream().map(CompiledSelectors::theme).toList());
  }

  /** Whether one of {@code markers} is on the page. */
  static boolean any(List<Evaluator> markers, Element page) {
    for (Evaluator marker : markers) {
      if (page.selectFirst(marker) != null) {
        return true;
      }
    }
    return false;
  }

  private static List<Evaluator> parse(List<String> selectors) {
    return selectors.stream().map(QueryParser::parse).toList();
  }

  private static CompiledTheme theme(Theme theme) {
    Map<Field, List<CompiledReading>> fields = new EnumMap<>(Field.class);
    theme
        .fields()
        .forEach(
            (field, readings) ->
                fields.put(field, readings.stream().map(CompiledSelectors::reading).toList()));
    return new CompiledTheme(
        QueryParser.parse(theme.detect()),
        QueryParser.parse(theme.item()),
        theme.data().map(Pattern::compile),
        fields);
  }

  private static CompiledReading reading(Reading reading) {
    return new CompiledReading(
        reading.select().isEmpty()
            ? Optional.empty()
            : Optional.of(QueryParser.parse(reading.select())),
        reading.attribute(),
        reading.match().map(Pattern::compile));
  }
}
