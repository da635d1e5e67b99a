package com.skatestock.batch.extract.selectors;

import com.skatestock.batch.extract.selectors.CompiledSelectors.CompiledTheme;
import com.skatestock.batch.shop.ListingSelectors.Field;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What a page's scripts say about its products, by the last part of their paths. */
final class ScriptData {
  private static final ScriptData NONE = new ScriptData(Map.of());

  private final Map<String, Map<Field, String>> byHandle;

  private ScriptData(Map<String, Map<Field, String>> byHandle) {
    this.byHandle = byHandle;
  }

  static ScriptData of(CompiledTheme theme, Document document) {
    return theme.data().map(pattern -> find(pattern, document)).orElse(NONE);
  }

  @Nullable String value(String handle, Field field) {
    return byHandle.getOrDefault(handle, Map.of()).get(field);
  }

  private static ScriptData find(Pattern pattern, Document document) {
    Map<String, Map<Field, String>> found = new HashMap<>();
    for (Element script : document.select("script")) {
      Matcher matcher = pattern.matcher(script.data());
      while (matcher.find()) {
        String handle = matcher.group("handle");
        if (handle != null) {
          found.putIfAbsent(unescape(handle), values(matcher, pattern));
        }
      }
    }
    return new ScriptData(found);
  }

  private static Map<Field, String> values(Matcher matcher, Pattern pattern) {
    Map<Field, String> values = new EnumMap<>(Field.class);
    for (String group : pattern.namedGroups().keySet()) {
      String value = matcher.group(group);
      if (!group.equals("handle") && value != null && !value.isBlank()) {
        values.put(Field.valueOf(group.toUpperCase(Locale.ROOT)), unescape(value));
      }
    }
    return values;
  }

  /** Scripts write strings as JSON does: {@code 8.25\"}. */
  private static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    try (JsonParser json =
        Json.FACTORY.createParser(ObjectReadContext.empty(), "\"" + text + "\"")) {
      json.nextToken();
      return json.getString();
    } catch (JacksonException notEscaped) {
      return text;
    }
  }

  /** Loaded only where a script has escapes. */
  private static final class Json {
    static final JsonFactory FACTORY = new JsonFactory();
  }
}
