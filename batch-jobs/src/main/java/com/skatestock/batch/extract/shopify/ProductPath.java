package com.skatestock.batch.extract.shopify;

import java.nio.charset.StandardCharsets;

/** Addresses within a Shopify storefront. */
final class ProductPath {
  private ProductPath() {}

  /** {@code /products/{handle}}, percent-encoded where the handle needs it. */
  static String of(String handle) {
    String path = "/products/";
    for (int i = 0; i < handle.length(); i++) {
      if (!isPlain(handle.charAt(i))) {
        return path + encoded(handle);
      }
    }
    return path + handle;
  }

  /** {@code 123} of {@code gid://shopify/Product/123}; other ids as they are. */
  static String lastSegment(String id) {
    return id.startsWith("gid://") ? id.substring(id.lastIndexOf('/') + 1) : id;
  }

  /** An image's address with scheme and host. */
  static String absolute(String root, String address) {
    if (address.startsWith("//")) {
      return "https:" + address;
    }
    return address.startsWith("/") ? root + address : address;
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '_'
        || c == '.'
        || c == '~';
  }

  private static String encoded(String handle) {
    StringBuilder text = new StringBuilder(handle.length() * 2);
    for (byte b : handle.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (c == '%' || isPlain(c)) {
        text.append(c);
      } else {
        text.append('%').append(hex(c >> 4)).append(hex(c & 0xF));
      }
    }
    return text.toString();
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }
}
