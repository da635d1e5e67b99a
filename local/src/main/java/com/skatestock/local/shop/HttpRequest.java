package com.skatestock.local.shop;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came in.
 *
 * @param target path and query as sent
 * @param headers names in lower case; of a repeated header the last
 */
record HttpRequest(String method, String target, Map<String, String> headers, boolean keepAlive) {
  String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  Map<String, String> query() {
    int question = target.indexOf('?');
    if (question < 0) {
      return Map.of();
    }
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : target.substring(question + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      } else if (!pair.isEmpty()) {
        query.put(decoded(pair), "");
      }
    }
    return query;
  }

  Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** The page asked for; 1 where none or nonsense is. */
  int page() {
    return number("page", 1, Integer.MAX_VALUE);
  }

  /**
   * A number of the query between 1 and {@code most}; what is larger is cut down, nonsense is
   * {@code usual}.
   */
  int number(String name, int usual, int most) {
    String value = query().get(name);
    if (value == null || !value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1) {
      return usual;
    }
    return Math.min(most, Integer.parseInt(value));
  }

  HttpRequest withPage(int page) {
    Map<String, String> query = new LinkedHashMap<>(query());
    query.put("page", Integer.toString(page));
    StringBuilder changed = new StringBuilder(path());
    query.forEach(
        (name, value) ->
            changed
                .append(changed.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(value));
    return new HttpRequest(method, changed.toString(), headers, keepAlive);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }
}
