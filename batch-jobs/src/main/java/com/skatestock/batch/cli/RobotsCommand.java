package com.skatestock.batch.cli;

import com.skatestock.batch.source.RobotsRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.io.JsonStringEncoder;

/** Says what a robots.txt allows, by the same rules that the fetcher keeps. */
@Command(
    name = "robots",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says which URLs a robots.txt allows to a crawler (RFC 9309).",
      "Prints one line per URL: allowed or disallowed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every URL was judged", "64:wrong usage", "65:the file cannot be read"},
    footerHeading = "%nExample:%n",
    footer =
        "  curl -s https://shop.example/robots.txt | skatestock robots --agent SkateStockBot"
            + " --robots - https://shop.example/products.json")
public final class RobotsCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  @Option(
      names = "--agent",
      required = true,
      paramLabel = "TOKEN",
      description = "The crawler's product token, such as SkateStockBot; a version is ignored.")
  private String agent = "";

  @Option(
      names = "--robots",
      required = true,
      paramLabel = "FILE",
      description = "The robots.txt; - reads standard input.")
  private String robots = "";

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Format format = Format.text;

  @Parameters(arity = "1..*", paramLabel = "URL", description = "Absolute URLs, as requested.")
  private List<String> urls = List.of();

  @Override
  public Integer call() {
    byte[] text;
    try {
      text = robots.equals("-") ? standardInput() : Files.readAllBytes(Path.of(robots));
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .println("robots.txt not readable: " + robots + " (" + e.getMessage() + ")");
      return ExitCodes.DATA;
    }
    silenceTheParsersLog();
    RobotsRules rules = RobotsRules.parse(text, agent);
    PrintWriter out = spec.commandLine().getOut();
    for (String url : urls) {
      boolean allowed = rules.allows(url);
      out.println(
          switch (format) {
            case text -> allowed ? "allowed" : "disallowed";
            case json -> "{\"url\":\"" + escaped(url) + "\",\"allowed\":" + allowed + "}";
          });
    }
    out.flush();
    return ExitCodes.OK;
  }

  private static byte[] standardInput() throws IOException {
    try (InputStream in = System.in) {
      return in.readAllBytes();
    }
  }

  /**
   * crawler-commons warns about odd lines through SLF4J. Where no logging was set up, that would
   * start Logback (0.3 s) to write into our answers.
   */
  private static void silenceTheParsersLog() {
    if (System.getProperty("slf4j.provider") == null) {
      System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
      System.setProperty("slf4j.internal.verbosity", "ERROR");
    }
  }

  private static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
  }
}
