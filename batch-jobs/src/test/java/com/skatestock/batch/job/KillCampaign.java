package com.skatestock.batch.job;

import com.skatestock.batch.job.Pipeline.Command;
import com.skatestock.local.shop.SimulatedShop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code kill -9} at random moments of scrape and load, each restarted until it says that it is
 * complete; then the state is compared with that of runs that were left alone. The work is rounds
 * of three scrapes and a load, over shops whose clock stands still.
 *
 * <p>In every other round the load runs while the scrapes do, and is killed too.
 */
final class KillCampaign {
  private static final Instant FIRST_SLOT = Instant.parse("2026-11-20T12:00:00Z");
  private static final List<String> SHOPS = List.of("seasons", "premier", "labor");
  private static final String STARTING = "starting";

  /** Every so manieth kill comes before the job has begun: while the process starts. */
  private static final int EARLY = 6;

  private final Pipeline pipeline;
  private final long seed;
  private final Random random;
  private final List<String> killedAt = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Duration> undisturbed = new HashMap<>();

  /**
   * What came of it.
   *
   * @param killed how many processes were killed, by what they did
   * @param problems empty if the state is that of runs that were left alone
   */
  record Outcome(
      long seed,
      int kills,
      Map<String, Long> killed,
      int rounds,
      Map<String, String> state,
      List<String> problems,
      double seconds) {}

  KillCampaign(Pipeline pipeline, long seed) {
    this.pipeline = pipeline;
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** Kills so often, in as many rounds as it takes, but {@code mostRounds} at most. */
  Outcome run(int kills, int mostRounds) throws Exception {
    long begun = System.nanoTime();
    int worked = 0;
    List<String> problems = new ArrayList<>();
    Map<String, String> expected = leftAlone(1, problems);
    while (worked == 0 || (killedAt.size() < kills && worked < mostRounds)) {
      if (worked % 2 == 0) {
        together(kills, worked);
      } else {
        killed(kills, "scrape", worked, "scheduled");
        killed(kills, "load", worked, "scheduled");
      }
      worked++;
    }
    problems.addAll(problems());
    Map<String, String> state = new PipelineState(pipeline.database()).contents();
    pipeline.exchange();
    if (worked > 1) {
      expected = leftAlone(worked, problems);
    }
    expected.forEach(
        (kind, content) -> {
          if (!content.equals(state.get(kind))) {
            problems.add("%s: %s, left alone %s".formatted(kind, state.get(kind), content));
          }
        });
    Map<String, Long> killed = new LinkedHashMap<>();
    killedAt.forEach(what -> killed.merge(what, 1L, Long::sum));
    return new Outcome(
        seed, killedAt.size(), killed, worked, state, problems, (System.nanoTime() - begun) / 1e9);
  }

  /** The contents after so many rounds without a kill; what they hold is exchanged again. */
  private Map<String, String> leftAlone(int rounds, List<String> problems) throws Exception {
    for (int round = 0; round < rounds; round++) {
      undisturbed("scrape", round);
      undisturbed("load", round);
    }
    problems().forEach(problem -> problems.add("left alone: " + problem));
    Map<String, String> contents = new PipelineState(pipeline.database()).contents();
    pipeline.exchange();
    return contents;
  }

  private List<String> problems() {
    PipelineState state = new PipelineState(pipeline.database());
    List<String> problems = new ArrayList<>(state.defects());
    problems.addAll(state.positionsOff(pipeline.ends()));
    problems.addAll(state.pagesUnreadable(PipelineState.archive(pipeline.archive())));
    return problems;
  }

  private Command start(String job, int round, String scope) throws Exception {
    Instant slot = FIRST_SLOT.plus(ScheduledJob.SCRAPE.period().multipliedBy(round));
    List<String> line =
        new ArrayList<>(
            List.of("run", job, "--slot", slot.toString(), "--scope", scope, "--format", "json"));
    if (job.equals("scrape")) {
      line.addAll(List.of("--shop", String.join(",", SHOPS)));
    }
    return pipeline.start(line.toArray(String[]::new));
  }

  private void undisturbed(String job, int round) throws Exception {
    long starting = System.nanoTime();
    long before = executions(job);
    Command command = start(job, round, "scheduled");
    awaitExecution(command, job, before);
    long begun = System.nanoTime();
    finish(command, job);
    undisturbed.put(STARTING, Duration.ofNanos(begun - starting));
    undisturbed.put(job, Duration.ofNanos(System.nanoTime() - begun));
  }

  private void killed(int kills, String job, int round, String scope) throws Exception {
    while (true) {
      long before = executions(job);
      Command command = start(job, round, scope);
      if (killedAt.size() >= kills || !kill(command, job, before)) {
        finish(command, job);
        return;
      }
    }
  }

  /** Scrapes and a load at the same time, both killed; then a load that finds everything. */
  private void together(int kills, int round) throws Exception {
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<?> load =
          threads.submit(
              () -> {
                killed(kills, "load", round, "manual/together");
                return null;
              });
      killed(kills, "scrape", round, "scheduled");
      load.get();
    }
    finish(start("load", round, "scheduled"), "load");
  }

  /** False if the command ended before its time came. */
  private boolean kill(Command command, String job, long before) throws Exception {
    boolean early;
    double when;
    synchronized (random) {
      early = random.nextInt(EARLY) == 0;
      when = random.nextDouble();
    }
    Duration span = Objects.requireNonNull(undisturbed.get(early ? STARTING : job));
    if (!early) {
      awaitExecution(command, job, before);
    }
    if (command.process().waitFor(Math.round(span.toNanos() * when), TimeUnit.NANOSECONDS)) {
      return false;
    }
    command.process().destroyForcibly().waitFor();
    killedAt.add(early ? STARTING : job);
    return true;
  }

  private void finish(Command command, String job) throws Exception {
    String answer = command.answer();
    boolean complete =
        answer
            .lines()
            .allMatch(
                line ->
                    line.contains("\"state\":\"completed\"")
                        || line.contains("\"state\":\"already-complete\""));
    if (command.exitCode() != 0 || answer.isBlank() || !complete) {
      throw new IllegalStateException(
          "%s ended with %d: %s%n%s".formatted(job, command.exitCode(), answer, command.tail()));
    }
  }

  private void awaitExecution(Command command, String job, long before) throws Exception {
    while (command.process().isAlive() && executions(job) == before) {
      Thread.sleep(10);
    }
  }

  private long executions(String job) {
    try {
      return pipeline
          .database()
          .sql(
              """
              select count(*)
              from batch_job_execution
              join batch_job_instance using (job_instance_id)
              where job_name = :job
              """)
          .param("job", job)
          .query(Long.class)
          .single();
    } catch (BadSqlGrammarException noTableYet) {
      return 0;
    }
  }

  /**
   * {@code [--kills N] [--seed S] [--products N]}; prints one JSON line; 1 if anything is wrong.
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, Long> options = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], Long.parseLong(arguments[i + 1]));
    }
    long seed = options.getOrDefault("--seed", System.nanoTime() % 1_000_000);
    int kills = Math.toIntExact(options.getOrDefault("--kills", 20L));
    int products = Math.toIntExact(options.getOrDefault("--products", 2_000L));
    Path folder = Files.createTempDirectory("skatestock-kill");
    Outcome outcome;
    try (Pipeline pipeline = new Pipeline(folder, shops(products))) {
      outcome = new KillCampaign(pipeline, seed).run(kills, 12);
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
    System.out.println(JsonMapper.shared().writeValueAsString(outcome));
    System.exit(outcome.problems().isEmpty() ? 0 : 1);
  }

  /** Shops that answer after a moment, so that a scrape has time to be killed in. */
  static SimulatedShop[] shops(int products) {
    return SHOPS.stream()
        .map(id -> SimulatedShop.shopify(id, products).withLatency(Duration.ofMillis(150)))
        .toArray(SimulatedShop[]::new);
  }
}
