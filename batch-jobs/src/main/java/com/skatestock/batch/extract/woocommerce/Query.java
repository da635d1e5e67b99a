package com.skatestock.batch.extract.woocommerce;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an address asks for. */
final class Query {
  private Query() {}

  /** Parameters by name, as they are written. */
  static Map<String, String> of(URI uri) {
    Map<String, String> parameters = new LinkedHashMap<>();
    String query = uri.getRawQuery();
    if (query != null) {
      for (String parameter : query.split("&", -1)) {
        int equals = parameter.indexOf('=');
        if (equals > 0) {
          parameters.putIfAbsent(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
      }
    }
    return parameters;
  }

  /** A number of the address; {@code usual} if it is absent or none. */
  static int number(Map<String, String> parameters, String name, int usual) {
    String text = parameters.getOrDefault(name, "");
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : usual;
  }
}
