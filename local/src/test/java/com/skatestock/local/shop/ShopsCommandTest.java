package com.skatestock.local.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ShopsCommandTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void halfAMillionProductsFitASmallHeapAndSigtermEndsIt()
      throws IOException, InterruptedException {
    Path file = folder.resolve("shops.properties");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ShopsMain.class.getName(),
                "--frozen-at=2026-03-02T15:00:00Z",
                "--properties=" + file,
                "big:shopify:500000",
                "corner:html:500000")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try {
      while (!Files.exists(file) && process.isAlive()) {
        Thread.sleep(20);
      }
      Properties shops = new Properties();
      try (var in = Files.newBufferedReader(file)) {
        shops.load(in);
      }
      assertThat(shops.getProperty("shop.big.kind")).isEqualTo("shopify");
      URI big = URI.create(shops.getProperty("shop.big.url"));
      for (int page : new int[] {100, 3, 77, 1, 58}) {
        String target = "/collections/shoes-2/products.json?limit=250&page=" + page;
        byte[] body = RawClient.bytes(big, target);
        String text = new String(body, StandardCharsets.ISO_8859_1);
        assertThat(RawClient.status(text)).isEqualTo("200");
        assertThat(text.split("\"body_html\"", -1)).hasSize(251);
      }
      URI corner = URI.create(shops.getProperty("shop.corner.url"));
      assertThat(RawClient.get(corner, "/shop/all?page=10416").split("data-product-id", -1))
          .hasSize(49);
      assertThat(RawClient.get(URI.create(shops.getProperty("control.url")), "/_control/clock"))
          .contains("\"at\":\"2026-03-02T15:00:00Z\"", "\"frozen\":true");
    } finally {
      process.destroy();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    // 128 + SIGTERM, as every process that ends by it.
    assertThat(process.exitValue()).isEqualTo(143);
  }

  @Test
  void wrongWordsAreUsageErrors() {
    Writer words = new StringWriter();
    CommandLine shops = new CommandLine(new ShopsCommand()).setErr(new PrintWriter(words));
    assertThat(shops.execute("Not A Shop")).isEqualTo(64);
    assertThat(words.toString())
        .startsWith("shop id must be lower-case letters, digits, dashes: Not A Shop");
    assertThat(shops.execute("labor", "labor")).isEqualTo(64);
    assertThat(shops.execute("labor:woo")).isEqualTo(64);
    assertThat(shops.execute("--frozen-at=yesterday")).isEqualTo(64);
  }
}
