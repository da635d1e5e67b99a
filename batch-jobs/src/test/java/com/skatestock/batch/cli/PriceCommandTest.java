package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PriceCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String input, String... arguments) {
    PriceCommand command =
        new PriceCommand(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void answersEachTextInItsOrder() {
    assertThat(run("", "1.099,00 €", "free shipping over $50")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "{\"amount\":\"1099.00\",\"currency\":\"EUR\",\"currency_text\":\"€\",\"kind\":\"exact\"}",
            "{\"amount\":null,\"currency\":null,\"currency_text\":null,\"reason\":\"free_delivery_threshold\"}");
  }

  @Test
  void answersEmptyLinesOfStandardInput() {
    assertThat(run("$5\n\n$6\n", "--stdin", "--currency-hint", "USD")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "{\"amount\":\"5\",\"currency\":\"USD\",\"currency_text\":\"$\",\"kind\":\"exact\"}",
            "{\"amount\":null,\"currency\":null,\"currency_text\":null,\"reason\":\"empty\"}",
            "{\"amount\":\"6\",\"currency\":\"USD\",\"currency_text\":\"$\",\"kind\":\"exact\"}");
  }

  @Test
  void asksForTextsWhereNoneAreGiven() {
    assertThat(run("")).isNotZero();
    assertThat(err.toString()).contains("Give price texts or --stdin");
  }
}
