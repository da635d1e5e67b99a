package com.skatestock.batch.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One whole HTTP answer.
 *
 * @param headers names in lower case
 * @param body decoded; empty unless the status is 2xx
 */
record Answer(int status, Map<String, List<String>> headers, Body body) {

  Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  boolean isRedirect() {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> headers.containsKey("location");
      default -> false;
    };
  }

  /** Where a redirect leads, without fragment; empty if it names no address. */
  Optional<URI> target(URI from) {
    try {
      String to = from.resolve(new URI(header("location").orElse(""))).toString();
      int fragment = to.indexOf('#');
      return Optional.of(new URI(fragment < 0 ? to : to.substring(0, fragment)));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The shop asks us to slow down; 430 is Shopify's own word for it. */
  boolean isThrottle() {
    return status == 429 || status == 430 || status == 503;
  }

  /** Another attempt may end better. */
  boolean mayPass() {
    return isThrottle() || status >= 500 || status == 408 || status == 425;
  }
}
