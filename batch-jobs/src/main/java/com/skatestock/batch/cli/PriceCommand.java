package com.skatestock.batch.cli;

import com.skatestock.batch.normalise.PriceText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Shows how price texts are read, one JSON object a line, in the order of the texts. */
@Command(
    name = "price",
    mixinStandardHelpOptions = true,
    description = {
      "Shows how price texts are read: one JSON object a line.",
      "A text without a price is an answer too: nulls with the reason."
    },
    footer = {
      "",
      "Example:",
      "  price '1.099,00 €'",
      "  {\"amount\":\"1099.00\",\"currency\":\"EUR\",\"currency_text\":\"€\"}"
    })
public final class PriceCommand implements Callable<Integer> {

  @Option(
      names = "--currency-hint",
      paramLabel = "C",
      description = "A text beside the price that is or holds a currency, such as USD or 729,00 €.")
  private @Nullable String currencyHint;

  @Option(
      names = "--stdin",
      description = "Read texts from standard input, a line each; an empty line is a text too.")
  private boolean stdin;

  @Parameters(paramLabel = "TEXT", arity = "0..*", description = "Price texts.")
  private List<String> texts = List.of();

  @Spec private @Nullable CommandSpec spec;

  private final JsonFactory json = new JsonFactory();
  private final InputStream in;

  /** Reads {@link System#in} where asked to. */
  public PriceCommand() {
    this(System.in);
  }

  PriceCommand(InputStream in) {
    this.in = in;
  }

  @Override
  public Integer call() throws IOException {
    CommandSpec command = Objects.requireNonNull(spec);
    if (stdin != texts.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "Give price texts or --stdin, one of the two.");
    }
    PrintWriter out = command.commandLine().getOut();
    for (String text : texts) {
      out.println(answer(text));
    }
    if (stdin) {
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.println(answer(line));
        if (!lines.ready()) {
          out.flush();
        }
      }
    }
    out.flush();
    return ExitCodes.OK;
  }

  private String answer(String text) {
    StringWriter line = new StringWriter();
    try (JsonGenerator object = json.createGenerator(ObjectWriteContext.empty(), line)) {
      object.writeStartObject();
      switch (PriceText.parse(text, currencyHint)) {
        case PriceText.Amount found -> {
          object.writeStringProperty("amount", found.amount().toPlainString());
          object.writeStringProperty(
              "currency", found.currency() == null ? null : found.currency().getCurrencyCode());
          object.writeStringProperty("currency_text", found.currencyText());
          object.writeStringProperty("kind", found.kind().name().toLowerCase(Locale.ROOT));
        }
        case PriceText.Missing missing -> {
          object.writeNullProperty("amount");
          object.writeNullProperty("currency");
          object.writeNullProperty("currency_text");
          object.writeStringProperty("reason", missing.reason().name().toLowerCase(Locale.ROOT));
        }
      }
      object.writeEndObject();
    }
    return line.toString();
  }
}
