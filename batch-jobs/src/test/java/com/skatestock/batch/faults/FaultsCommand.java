package com.skatestock.batch.faults;

import com.skatestock.batch.Programs;
import com.skatestock.local.LocalServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code scripts/faults.sh} calls. */
@Command(
    name = "faults.sh",
    mixinStandardHelpOptions = true,
    description = {
      "Breaks the pipeline in every way it knows, lets it recover, and looks for records that were"
          + " lost, doubled or invented.",
      "One JSON line per round; exit code 1 if anything was found, or a planted defect was not."
    })
public final class FaultsCommand implements Callable<Integer> {
  @Option(
      names = "--rounds",
      description =
          "rounds of each scenario; those that try out every statement end when there is"
              + " none left (default: ${DEFAULT-VALUE})")
  private int rounds = 10;

  @Option(names = "--only", split = ",", description = "these scenarios only")
  private List<String> only = List.of();

  @Option(names = "--resume", description = "go on with the results file, which else begins anew")
  private boolean resume;

  @Option(names = "--results", description = "the results file (default: ${DEFAULT-VALUE})")
  private Path file = Path.of("batch-jobs/target/faults/results.jsonl");

  @Option(names = "--seed", description = "of the random moments (default: ${DEFAULT-VALUE})")
  private long seed = 20261120;

  @Option(names = "--no-planted", description = "without the rounds with planted defects")
  private boolean noPlanted;

  @Option(names = "--planted", description = "the rounds with planted defects only")
  private boolean plantedOnly;

  @Option(names = "--short", description = "a few rounds of each, as the tests do")
  private boolean few;

  @Option(names = "--list", description = "name the scenarios")
  private boolean list;

  @Option(names = "--sum", description = "only add the results file up")
  private boolean sum;

  static Map<String, Scenario> scenarios() {
    Map<String, Scenario> scenarios = new LinkedHashMap<>();
    List.<Scenario>of(
            Kills.many(),
            Boundaries.ofScrape(),
            Boundaries.ofLoad(),
            Boundaries.ofScrapeCommits(),
            Boundaries.ofLoadCommits(),
            new BrokenWire(),
            new EightStarts(),
            new Paused(),
            new BrokenServers(LocalServer.POSTGRES),
            new BrokenServers(LocalServer.KAFKA),
            new BrokenServers(LocalServer.REDIS),
            new FullDisks(LocalServer.POSTGRES),
            new FullDisks(LocalServer.KAFKA),
            new BadManners(),
            new Poison(),
            new LateAndShuffled(),
            new MissedSlots(),
            KilledCommands.backfill(),
            KilledCommands.rebuild())
        .forEach(scenario -> scenarios.put(scenario.name(), scenario));
    return scenarios;
  }

  @Override
  public Integer call() throws Exception {
    Map<String, Scenario> all = scenarios();
    if (list) {
      all.keySet().forEach(System.out::println);
      return 0;
    }
    Results results = new Results(file, resume || sum);
    if (sum) {
      System.out.println(Sum.of(results.lines()));
      return 0;
    }
    List<Scenario> chosen = new ArrayList<>();
    for (String name : only.isEmpty() ? all.keySet() : only) {
      Scenario scenario = all.get(name);
      if (scenario == null) {
        throw new IllegalArgumentException("No scenario " + name + "; there are " + all.keySet());
      }
      chosen.add(scenario);
    }
    int bad = 0;
    Path folder = Files.createTempDirectory("skatestock-faults");
    try (Bench bench = new Bench(folder, new Programs(folder))) {
      Campaign campaign = new Campaign(bench, results, seed);
      for (Scenario scenario : chosen) {
        if (few) {
          bad += campaign.few(scenario);
        } else if (!plantedOnly) {
          bad += campaign.rounds(scenario, rounds);
        }
        if (!noPlanted && !few) {
          bad += campaign.planted(scenario) ? 0 : 1;
        }
      }
    }
    // Only now: where something broke, its logs stay, and its exception is the one that is told.
    FileSystemUtils.deleteRecursively(folder);
    System.out.println(Sum.of(results.lines()));
    return bad == 0 ? 0 : 1;
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new FaultsCommand()).execute(arguments));
  }
}
