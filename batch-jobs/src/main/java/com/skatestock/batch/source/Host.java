package com.skatestock.batch.source;

import java.net.URI;
import java.util.Locale;

/**
 * What a budget and a robots.txt belong to: scheme, host and port (RFC 9309, section 2.3).
 *
 * @param name in lower case
 * @param port the scheme's own if the address names none
 */
public record Host(String scheme, String name, int port) {

  /** The host of an absolute http or https address. */
  public static Host of(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return new Host(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
  }

  URI robots() {
    return URI.create(this + "/robots.txt");
  }

  @Override
  public String toString() {
    boolean usual = port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + name + (usual ? "" : ":" + port);
  }
}
