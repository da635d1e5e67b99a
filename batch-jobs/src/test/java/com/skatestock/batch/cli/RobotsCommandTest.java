package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RobotsCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String robots = "";

  @BeforeEach
  void write() throws IOException {
    robots =
        Files.writeString(folder.resolve("robots.txt"), "user-agent: *\ndisallow: /cart\nodd: line")
            .toString();
  }

  private int run(String... arguments) {
    return new CommandLine(new RobotsCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void printsOneWordPerUrl() {
    int exit =
        run(
            "--agent",
            "SkateStockBot",
            "--robots",
            robots,
            "https://shop.example/products.json",
            "https://shop.example/cart");
    assertThat(exit).isZero();
    assertThat(out.toString().lines()).containsExactly("allowed", "disallowed");
  }

  @Test
  void printsOneObjectPerUrl() {
    run("--agent", "X", "--robots", robots, "--format", "json", "https://shop.example/cart?a=\"");
    assertThat(out.toString().lines())
        .containsExactly("{\"url\":\"https://shop.example/cart?a=\\\"\",\"allowed\":false}");
  }

  @Test
  void aFileThatCannotBeReadIsADataError() {
    int exit = run("--agent", "X", "--robots", "no-such-file", "https://shop.example/");
    assertThat(exit).isEqualTo(65);
    assertThat(err.toString()).startsWith("robots.txt not readable: no-such-file");
  }
}
