package com.skatestock.local.shop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that shows the bytes as they come, right or wrong; one connection per request. */
final class RawClient {
  private RawClient() {}

  /** Everything until the server closes, at most 64 MB. */
  static String get(URI shop, String target, String... headers) throws IOException {
    return new String(bytes(shop, target, headers), StandardCharsets.ISO_8859_1);
  }

  static String post(URI shop, String target) throws IOException {
    return new String(bytes("POST", shop, target), StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(URI shop, String target, String... headers) throws IOException {
    return bytes("GET", shop, target, headers);
  }

  private static byte[] bytes(String method, URI shop, String target, String... headers)
      throws IOException {
    try (Socket socket = new Socket(shop.getHost(), shop.getPort())) {
      socket.setSoTimeout(20_000);
      String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      String request =
          method
              + " "
              + target
              + " HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n"
              + more
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] piece = new byte[65_536];
      int read = in.read(piece);
      while (read >= 0 && all.size() < 64 << 20) {
        all.write(piece, 0, read);
        read = in.read(piece);
      }
      return all.toByteArray();
    }
  }

  static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  static String status(String answer) {
    return answer.substring(9, 12);
  }

  /** The header's value, or an empty text. */
  static String header(String answer, String name) {
    int at = answer.indexOf("\r\n" + name + ": ");
    return at < 0 ? "" : answer.substring(at + name.length() + 4, answer.indexOf("\r\n", at + 2));
  }
}
