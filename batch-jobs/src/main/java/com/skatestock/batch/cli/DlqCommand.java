package com.skatestock.batch.cli;

import com.skatestock.batch.cli.Progress.Position;
import com.skatestock.batch.job.deadletter.DeadLetterReplay;
import com.skatestock.batch.job.deadletter.RefusalReasons;
import com.skatestock.batch.job.deadletter.Replayed;
import com.skatestock.batch.wire.DeadLetterQueue;
import com.skatestock.batch.wire.DeadLetterQueue.Filter;
import com.skatestock.batch.wire.DeadLetterQueue.Letter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dlq}: what was refused, and sending it again. */
@Command(
    name = "dlq",
    description = "Lists, shows and replays what was refused on the way.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "list|show|replay")
final class DlqCommand implements Runnable {
  private static final int LONGEST_CELL = 40;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Which refusals. */
  static final class Which {
    @Option(
        names = "--reason",
        paramLabel = "R",
        description = "only this reason, such as PRICE_NOT_UNDERSTOOD")
    private @Nullable String reason;

    @Option(
        names = "--stage",
        paramLabel = "S",
        description = "only this stage: extract, normalise or load")
    private @Nullable String stage;

    @Option(names = "--shop", paramLabel = "S", description = "only this shop")
    private @Nullable String shop;

    /** As they are asked for. Where there are none, and never were any, each word must be known. */
    Filter filter(ApplicationContext context, CommandLine commandLine) {
      Filter filter =
          new Filter(
              Optional.ofNullable(stage).map(word -> word.toUpperCase(Locale.ROOT)),
              Optional.ofNullable(reason).map(word -> word.toUpperCase(Locale.ROOT)),
              Optional.ofNullable(shop));
      if (!context.getBean(DeadLetterQueue.class).knows(filter)) {
        new KnownWords("stage", RefusalReasons.stages(), commandLine).check(filter.stage());
        new KnownWords("reason", RefusalReasons.all(), commandLine).check(filter.reason());
        KnownShops.everOf(context, commandLine).check(filter.shop());
      }
      return filter;
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what: dlq list|show|replay");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  @Command(
      name = "list",
      description = "The newest refusals, newest first.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin Which which,
      @Option(names = "--all", description = "also those that were sent again") boolean all,
      @Option(names = "--last", defaultValue = "20", description = "how many (${DEFAULT-VALUE})")
          int count,
      @Mixin Reply reply) {
    if (count < 1) {
      throw new ParameterException(
          spec.commandLine(), "--last " + count + ": at least one refusal");
    }
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      List<Letter> letters =
          context
              .getBean(DeadLetterQueue.class)
              .newest(count, which.filter(context, spec.commandLine()), all);
      if (reply.isJson()) {
        letters.forEach(letter -> out().println(Json.line(LetterText.facts(letter))));
        return ExitCodes.OK;
      }
      Table table =
          new Table("id", "stage", "reason", "shop", "product", "field", "raw", "times", "state");
      for (Letter letter : letters) {
        table.row(
            letter.id().toString().substring(0, 13),
            letter.stage(),
            letter.reason(),
            cell(letter.shop()),
            cell(letter.externalId()),
            cell(letter.field()),
            cell(letter.raw()),
            letter.times(),
            letter.requeuedAt() == null ? "open" : "sent again");
      }
      table.print(out());
      return ExitCodes.OK;
    }
  }

  private static String cell(@Nullable String text) {
    String line = Objects.requireNonNullElse(text, "-").replaceAll("\\s+", " ").strip();
    return line.length() > LONGEST_CELL ? line.substring(0, LONGEST_CELL - 1) + "…" : line;
  }

  @Command(
      name = "show",
      description =
          "One refusal in full: what was refused, its bytes and headers, where it came from.",
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(
              paramLabel = "ID",
              description = "the refusal's id or its beginning, from dlq list")
          String id,
      @Mixin Reply reply) {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      List<Letter> found = context.getBean(DeadLetterQueue.class).find(id);
      if (found.size() != 1) {
        throw new ParameterException(
            spec.commandLine(),
            (found.isEmpty() ? "No refusal " : "Several refusals begin with ")
                + id
                + "; see: skatestock dlq list");
      }
      Map<String, @Nullable Object> facts = LetterText.facts(found.getFirst());
      if (reply.isJson()) {
        out().println(Json.line(facts));
      } else {
        LetterText.print(facts, out());
      }
      return ExitCodes.OK;
    }
  }

  @Command(
      name = "replay",
      description = {
        "Sends open refusals again whose cause is gone. Safe to call twice.",
        "What load refused goes to its topic again, byte for byte; what was refused before is read"
            + " from the archived page by today's rules. The next load brings it into PostgreSQL."
      },
      mixinStandardHelpOptions = true)
  int replay(
      @Mixin Which which,
      @Option(names = "--dry-run", description = "only say what would happen") boolean dry,
      @Mixin Reply reply) {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      Filter filter = which.filter(context, spec.commandLine());
      Replayed replayed = replay(reply, context, filter, dry);
      if (reply.isJson()) {
        out().println(Json.line(replayed));
      } else {
        out().println((dry ? "would be requeued: " : "requeued: ") + counts(replayed.requeued()));
        out().println("still refused: " + counts(replayed.stillRefused()));
        out().println("not replayable: " + counts(replayed.notReplayable()));
      }
      return ExitCodes.OK;
    }
  }

  private static Replayed replay(
      Reply reply, ApplicationContext context, Filter filter, boolean dry) {
    LongAdder seen = new LongAdder();
    long open = context.getBean(DeadLetterQueue.class).open(filter);
    try (Progress _ = reply.progress("replay", "refusals", () -> new Position(seen.sum(), open))) {
      return context.getBean(DeadLetterReplay.class).replay(filter, dry, seen);
    }
  }

  private static String counts(Map<String, Integer> counts) {
    int sum = counts.values().stream().mapToInt(Integer::intValue).sum();
    return sum == 0
        ? "0"
        : sum
            + counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
  }
}
