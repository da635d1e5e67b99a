package com.skatestock.batch.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** What {@code scripts/fuzz.sh} calls. */
@Command(
    name = "fuzz.sh",
    mixinStandardHelpOptions = true,
    description = {
      "Gives every reader of foreign bytes broken inputs; one JSON line per target.",
      "Exit code 1 if one threw, was slow or took too much memory; those inputs are kept."
    })
public final class FuzzCommand implements Callable<Integer> {
  @Option(names = "--inputs", description = "for each target (default: ${DEFAULT-VALUE})")
  private long inputs = 150_000;

  @Option(names = "--only", split = ",", description = "of ${COMPLETION-CANDIDATES}")
  private List<Target> only = List.of(Target.values());

  @Option(names = "--seed", description = "of the inputs (default: ${DEFAULT-VALUE})")
  private long seed = 20261121;

  @Option(names = "--keep", description = "folder for findings (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of("batch-jobs/target/fuzz");

  @Override
  public Integer call() throws Exception {
    int found = 0;
    for (Target target : only) {
      Fuzzing fuzzing = new Fuzzing(target, SoundInputs.mutation(target), seed);
      Fuzzing.Outcome outcome = fuzzing.run(inputs);
      System.out.println(
          JsonMapper.shared()
              .writeValueAsString(
                  Map.of(
                      "target", target,
                      "inputs", outcome.inputs(),
                      "megabytes", outcome.bytes() / 1_000_000,
                      "slowest_ms", outcome.slowest().toMillis(),
                      "most_allocated_mb", outcome.mostAllocated() / 1_000_000,
                      "seconds", Math.round(outcome.seconds()),
                      "findings", outcome.findings())));
      for (long number : outcome.findings().values()) {
        Files.createDirectories(folder);
        Files.write(
            folder.resolve(target + "-" + seed + "-" + number + ".bin"), fuzzing.input(number));
        found++;
      }
    }
    return found == 0 ? 0 : 1;
  }

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new FuzzCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }
}
