package com.skatestock.batch.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An address as people copy it from a browser. What {@link URI} refuses ({@code |}, {@code [}, a
 * space, a second {@code #}) is percent-encoded, as browsers send it.
 */
final class WebAddress implements ITypeConverter<URI> {
  private static final String PLAIN = "-._~:/?@!$&'()*+,;=%";

  @Override
  public URI convert(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException asCopied) {
      return encoded(text);
    }
  }

  private static URI encoded(String text) {
    StringBuilder address = new StringBuilder();
    int fragment = text.indexOf('#');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      boolean escape = c == '%' && !isEscape(text, i);
      if ((letter || PLAIN.indexOf(c) >= 0 || i == fragment) && !escape) {
        address.append(c);
      } else {
        int end = Character.isHighSurrogate(c) && i + 1 < text.length() ? i + 2 : i + 1;
        for (byte b : text.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
          address.append("%%%02X".formatted(b & 0xFF));
        }
        i = end - 1;
      }
    }
    try {
      return new URI(address.toString());
    } catch (URISyntaxException noAddress) {
      throw new TypeConversionException(
          "\"" + text + "\" is no address, such as https://shop.example/products/deck");
    }
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && Character.digit(text.charAt(at + 1), 16) >= 0
        && Character.digit(text.charAt(at + 2), 16) >= 0;
  }
}
