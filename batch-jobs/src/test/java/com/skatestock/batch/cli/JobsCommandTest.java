package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.MetadataPurge;
import com.skatestock.batch.job.Recovery;
import com.skatestock.batch.job.Recovery.Answer;
import com.skatestock.batch.job.Timeline;
import com.skatestock.batch.job.scrape.IndexRebuild;
import com.skatestock.batch.load.LoadBacklog;
import com.skatestock.batch.shop.Shops;
import com.skatestock.contracts.Topics;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands of an operator, on a shop of 30 products that ran at ten and at noon. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobsCommandTest {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @SuppressWarnings("NullAway.Init")
  private ShopSimulator simulator;

  @SuppressWarnings("NullAway.Init")
  private Pipeline pipeline;

  @SuppressWarnings("NullAway.Init")
  private Path archive;

  private final List<String> properties = new ArrayList<>();

  private record Said(int exit, String text) {

    List<JsonNode> json() {
      return text.lines().map(JsonMapper.shared()::readTree).toList();
    }
  }

  @BeforeAll
  void run(@TempDir Path archive) throws Exception {
    this.archive = archive;
    simulator =
        ShopSimulator.start(
            SimulatorSettings.of(
                SimulatedClock.frozenAt(TEN), SimulatedShop.shopify("seasons", 30)));
    pipeline =
        Pipeline.start(
            archive,
            List.of(),
            "skatestock.lease-patience=0s",
            "skatestock.shop-urls.seasons=" + simulator.uri("seasons"));
    for (String argument : pipeline.arguments()) {
      String[] property = argument.substring(2).split("=", 2);
      System.setProperty(property[0], property[1]);
      properties.add(property[0]);
    }
    assertThat(pipeline.scrape("seasons", TEN)).isInstanceOf(JobOutcome.Completed.class);
    assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);
    assertThat(pipeline.scrape("seasons", NOON)).isInstanceOf(JobOutcome.Completed.class);
  }

  @AfterAll
  void stop() throws Exception {
    properties.forEach(System::clearProperty);
    pipeline.close();
    simulator.close();
  }

  private static Said skatestock(String... arguments) {
    StringWriter said = new StringWriter();
    CommandLine command = SkateStock.commandLine();
    command.setOut(new PrintWriter(said));
    int exit = command.execute(arguments);
    return new Said(exit, said.toString());
  }

  /** What a person at a terminal sees in its last line. */
  private static String drawn(String... arguments) {
    Watched watched = new Watched();
    CommandLine command = watched.commandLine().setOut(new PrintWriter(new StringWriter()));
    assertThat(command.execute(arguments)).isZero();
    return watched.drawn();
  }

  @Test
  void aTerminalShowsHowFarLongWorkIsAndAProgramIsLeftAlone() throws Exception {
    String[] scrape = {"run", "scrape", "--shop", "seasons", "--slot", TEN.toString()};
    assertThat(drawn(scrape)).contains("scrape ").contains(" 1/? pages ").contains(" 30 products");
    assertThat(
            drawn(
                Stream.concat(Stream.of(scrape), Stream.of("--format", "json"))
                    .toArray(String[]::new)))
        .isEmpty();
    assertThat(drawn("jobs", "restart", Long.toString(id("scrape", TEN)))).contains(" 1/? pages ");

    assertThat(drawn("archive", "index", "--dry-run", "--shop", "seasons"))
        .contains("index seasons   0% [")
        .contains(" 0/1 days ");
  }

  @Test
  void programsGetOneObjectALine() {
    long ten = id("scrape", TEN);
    String done =
        "{\"job\":\"scrape\",\"shop\":\"seasons\",\"slot\":\"2026-11-20T10:00:00Z\",\"scope\":\"scheduled\""
            + ",\"state\":\"already-complete\",\"execution\":%d,\"detail\":\"nothing was done\"}\n"
                .formatted(ten);
    assertJson(done, 0, "run", "scrape", "--shop", "seasons", "--slot", TEN.toString());
    assertJson(done, 0, "jobs", "restart", Long.toString(ten));
    assertJson(
        "{\"execution\":%d,\"status\":\"COMPLETED\",\"asked_to_stop\":false}\n".formatted(ten),
        0,
        "jobs",
        "stop",
        Long.toString(ten));
    assertJson(
        "{\"execution\":%d,\"status\":\"COMPLETED\",\"abandoned\":false}\n".formatted(ten),
        65,
        "jobs",
        "abandon",
        Long.toString(ten));
    assertJson(
        "{\"execution\":%d,\"became\":\"over\",\"run\":null,\"status\":\"COMPLETED\",\"lease\":null}\n"
            .formatted(ten),
        0,
        "jobs",
        "recover",
        Long.toString(ten));
    assertJson("", 0, "jobs", "resolve-unknown");
    assertJson("{\"shop\":\"labor\",\"state\":\"paused\"}\n", 0, "shops", "pause", "labor");
    assertJson("{\"shop\":\"labor\",\"state\":\"removed\"}\n", 0, "shops", "remove", "labor");
    assertJson("{\"shop\":\"labor\",\"state\":\"watched\"}\n", 0, "shops", "resume", "labor");
    assertJson("{\"shop\":\"labor\",\"alerts_ended\":0}\n", 0, "shops", "accept", "labor");
    assertJson(
        "{\"shop\":\"labor\",\"dry_run\":true,\"counts\":{\"price_history\":0,\"products\":0,\"seen_chunks\":0,\"archive_objects\":0,\"scrape_runs\":0,\"pages\":0,\"missed_slots\":0,\"dead_letters\":0,\"alerts\":0}}\n",
        0,
        "shops",
        "remove",
        "labor",
        "--purge",
        "--dry-run");
    JsonNode day =
        skatestock("archive", "index", "--dry-run", "--shop", "seasons", "--format", "json")
            .json()
            .getFirst();
    IndexRebuild.Found found =
        pipeline
            .part(IndexRebuild.class)
            .rebuild(
                pipeline.part(Shops.class).find("seasons").orElseThrow(),
                LocalDate.parse("2026-11-20"),
                true);
    assertThat(day.toString())
        .isEqualTo(
            "{\"shop\":\"seasons\",\"day\":\"2026-11-20\",\"dry_run\":true,\"objects\":%d,\"captures\":%d,\"present\":%d,\"added\":0,\"runs_made\":0,\"orphaned\":[],\"damaged\":[],\"gone\":[]}"
                .formatted(found.objects(), found.captures(), found.present()));
  }

  private static void assertJson(String line, int exit, String... arguments) {
    Said said =
        skatestock(
            Stream.concat(Stream.of(arguments), Stream.of("--format", "json"))
                .toArray(String[]::new));
    assertThat(said.text()).isEqualTo(line);
    assertThat(said.exit()).isEqualTo(exit);
  }

  private long id(String job, Instant slot) {
    return pipeline
        .database()
        .sql(
            """
            select max(job_execution_id)
            from batch_job_execution
            join batch_job_instance using (job_instance_id)
            join batch_job_execution_params using (job_execution_id)
            where job_name = :job
              and parameter_name = 'slot'
              and parameter_value = :slot
            """)
        .param("job", job)
        .param("slot", slot.toString())
        .query(Long.class)
        .single();
  }

  @Test
  void listTellsHowARunWentHowFarItLiesBehindAndWhatComesNext() {
    pipeline
        .database()
        .sql("update settings set value = 'cronjob' where name = 'trigger_owner'")
        .update();
    Said list = skatestock("jobs", "list", "--shop", "seasons", "--format", "json");
    JsonNode noon = list.json().get(0);

    assertThat(list.exit()).isZero();
    assertThat(noon.propertyNames())
        .containsExactly(
            "id",
            "job",
            "shop",
            "slot",
            "scope",
            "file",
            "status",
            "started_at",
            "ended_at",
            "seconds",
            "read",
            "written",
            "rejected",
            "lag_seconds",
            "lag_records",
            "next_run_at",
            "message");
    assertThat(noon.get("slot").asString()).isEqualTo("2026-11-20T12:00:00Z");
    assertThat(noon.get("read").asLong()).isEqualTo(30);
    assertThat(noon.get("written").asLong()).isEqualTo(30);
    assertThat(noon.get("rejected").asLong()).isZero();
    // Done long after its slot's end, which was 12:30.
    Instant ended = Instant.parse(noon.get("ended_at").asString());
    assertThat(noon.get("lag_seconds").asLong())
        .isEqualTo(ended.getEpochSecond() - NOON.plusSeconds(1_800).getEpochSecond());
    Instant next = Instant.parse(noon.get("next_run_at").asString());
    assertThat(next.getEpochSecond() % 1_800).isZero();
    assertThat(next).isBetween(Instant.now(), Instant.now().plusSeconds(1_800));

    Said loads = skatestock("jobs", "list", "--job", "load", "--state", "completed");
    assertThat(loads.text().lines().findFirst().orElseThrow().split(" +"))
        .containsExactly(
            "id",
            "job",
            "shop",
            "slot",
            "scope",
            "state",
            "started",
            "seconds",
            "read",
            "written",
            "rejected",
            "lag",
            "next");
    // The noon scrape published what the load before it had not seen: one PRODUCTS_SEEN a
    // partition.
    assertThat(loads.text()).containsPattern("0 +[1-6] records +-");
    assertThat(skatestock("jobs", "list", "--state", "stopped").text().lines()).hasSize(1);
    assertThat(skatestock("jobs", "list", "--scope", "rebuild/7").text().lines()).hasSize(1);
    assertThat(skatestock("jobs", "list", "--scope", "back").text().lines()).hasSize(1);

    // And now that they are loaded, a terminal shows how far that is.
    LoadedRecords loaded = new LoadedRecords(pipeline.context());
    long behind = pipeline.part(LoadBacklog.class).records();
    assertThat(loaded.get()).isEqualTo(new Progress.Position(0, behind));
    assertThat(drawn("run", "load", "--scope", "manual/watched"))
        .contains("load ")
        .contains(" 0/" + behind + " records ");
    assertThat(loaded.get()).isEqualTo(new Progress.Position(behind, behind));
  }

  @Test
  void showTellsTheCheckpointTheLeaseAndTheErrorInFull() throws Exception {
    pipeline
        .database()
        .sql(
            "update kafka_consumer_offsets set next_offset = next_offset + 1000 where partition ="
                + " 0")
        .update();
    assertThat(pipeline.load()).isInstanceOf(JobOutcome.Failed.class);
    pipeline
        .database()
        .sql(
            "update kafka_consumer_offsets set next_offset = next_offset - 1000 where partition ="
                + " 0")
        .update();
    long failed =
        pipeline
            .database()
            .sql("select max(job_execution_id) from batch_job_execution")
            .query(Long.class)
            .single();

    Said show = skatestock("jobs", "show", Long.toString(failed));

    assertThat(show.text())
        .containsPattern("partition-1 +COMPLETED .* offsets [0-9]+ to [0-9]+ of [0-9]+")
        .contains(": free\n")
        .contains("com.skatestock.batch.load.PositionLost: ")
        .contains("at com.skatestock.batch.load.PartitionLoader$Builder.open(")
        .contains("at org.springframework.batch.core.step.AbstractStep.execute(")
        .contains("at java.base/java.lang.Thread.run(")
        .endsWith("To go on where it stopped: skatestock jobs restart " + failed + "\n");

    JsonNode scrape =
        skatestock("jobs", "show", Long.toString(id("scrape", TEN)), "--format", "json")
            .json()
            .getFirst();
    assertThat(scrape.get("steps").get(0).get("checkpoint").get("nextPage").asLong()).isEqualTo(1);
    assertThat(scrape.get("position").get("status").asString()).isEqualTo("COMPLETED");
    assertThat(scrape.get("position").get("next_page").asLong()).isEqualTo(1);
    assertThat(scrape.get("lease_name").asString()).isEqualTo("scrape/seasons");
    assertThat(scrape.get("error").asString("")).isEmpty();
    assertThat(skatestock("jobs", "show", "999999").exit()).isEqualTo(64);
  }

  @Test
  void dlqListsShowsAndReplaysWhatWasRefused() throws Exception {
    @SuppressWarnings("unchecked")
    DefaultKafkaProducerFactory<byte[], byte[]> producers =
        pipeline.part(DefaultKafkaProducerFactory.class);
    try (Producer<byte[], byte[]> producer = producers.createProducer()) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.PRODUCT_EVENTS,
                  2,
                  "seasons/4711".getBytes(StandardCharsets.UTF_8),
                  new byte[] {1, 2, (byte) 0xff},
                  List.of(new RecordHeader("trace", new byte[] {10}))))
          .get();
    }
    assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);

    Said list = skatestock("dlq", "list", "--stage", "load", "--shop", "seasons");
    String line = list.text().lines().skip(1).findFirst().orElseThrow();
    assertThat(line)
        .matches("[0-9a-f-]{13}  LOAD   NOT_AN_EVENT  seasons +4711  -      -        1  open");
    assertThat(skatestock("dlq", "list", "--reason", "shop").text().lines()).hasSize(1);
    // What a program of long ago refused can be asked for, though nobody refuses so today.
    pipeline
        .database()
        .sql("update dead_letter_queue set reason = 'OF_OLD' where reason = 'NOT_AN_EVENT'")
        .update();
    assertThat(skatestock("dlq", "list", "--reason", "OF_OLD").text().lines()).hasSize(2);
    pipeline
        .database()
        .sql("update dead_letter_queue set reason = 'NOT_AN_EVENT' where reason = 'OF_OLD'")
        .update();

    JsonNode shown =
        skatestock("dlq", "show", line.substring(0, 13), "--format", "json").json().getFirst();
    assertThat(shown.get("value").asString()).isEqualTo("0102ff");
    assertThat(shown.get("key").asString()).isEqualTo("736561736f6e732f34373131");
    assertThat(shown.get("header_trace").asString()).isEqualTo("0a");
    assertThat(shown.get("topic").asString()).isEqualTo("product-events");
    assertThat(shown.get("partition").asInt()).isEqualTo(2);
    assertThat(shown.get("run").asString()).startsWith("load/2026-11-20T00:00:00Z/manual/");
    assertThat(shown.get("connector_stage").asString()).isEqualTo("VALUE_CONVERTER");
    assertThat(skatestock("dlq", "show", line.substring(0, 13)).text())
        .contains("message               Record not loaded: product-events/2@")
        .contains("value                 0102ff\n")
        .contains("exception_stacktrace  com.skatestock.batch.load.Unloadable: 3 bytes");

    assertThat(skatestock("dlq", "replay", "--shop", "seasons", "--dry-run").text())
        .isEqualTo("would be requeued: 0\nstill refused: 1 (NOT_AN_EVENT 1)\nnot replayable: 0\n");
    assertJson(
        "{\"requeued\":{},\"still_refused\":{\"NOT_AN_EVENT\":1},\"not_replayable\":{}}\n",
        0,
        "dlq",
        "replay",
        "--shop",
        "seasons",
        "--dry-run");
    assertThat(drawn("dlq", "replay", "--shop", "seasons", "--dry-run"))
        .contains("replay   0% [")
        .contains(" 0/1 refusals ");
    assertThat(skatestock("dlq", "show", "ffffffff-").exit()).isEqualTo(64);
  }

  /** A run of a time to come would be taken for done when the time is there. */
  @Test
  void aSlotThatHasNotBegunIsNotRun() {
    Instant ahead = Instant.now().plus(Duration.ofDays(40));

    assertRefused(
        "has not begun", "run", "scrape", "--shop", "seasons", "--slot", ahead.toString());

    assertThat(
            pipeline
                .database()
                .sql("select count(*) from missed_slots where slot > now()")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void aWordThatMeansNothingIsAWrongCallAndNoEmptyAnswer() {
    assertRefused("leave --shop out", "run", "load", "--shop", "seasons");
    assertRefused("is no scope", "run", "load", "--scope", "backfill/v1/day");
    assertRefused("No run 999999", "jobs", "recover", "999999");
    assertRefused("No run 999999", "jobs", "resolve-unknown", "999999");
    assertRefused("at least one run", "jobs", "list", "--last", "-1");
    assertRefused("No state 'done'", "jobs", "list", "--state", "done");
    assertRefused(
        "No job 'scrap'; there are [backfill, load, purge, rebuild, scrape]",
        "jobs",
        "list",
        "--job",
        "scrap");
    assertRefused("No shop 'season'; there are [", "jobs", "list", "--shop", "season");
    assertRefused(
        "No scope 'schedulded'; there are [scheduled, manual, scrape, backfill, rebuild]",
        "jobs",
        "list",
        "--scope",
        "schedulded");
    assertRefused("at least one refusal", "dlq", "list", "--last", "0");
    for (String command : List.of("list", "replay")) {
      assertRefused(
          "No stage 'LAOD'; there are [EXTRACT, NORMALISE, LOAD]",
          "dlq",
          command,
          "--stage",
          "laod");
      assertRefused(
          "No reason 'PRICE_NOT_UNDERSTOD'; there are [CURRENCY, CURRENCY_NOT_UNDERSTOOD,"
              + " EXTERNAL_ID, IDENTITY_MISSING, INCOMPLETE, MALFORMED, MONEY, NAME, NOT_AN_EVENT,"
              + " OBSERVED_AT, PRICE_NOT_UNDERSTOOD, PRICE_OUT_OF_RANGE, PRODUCT_MISSING, SHOP,"
              + " TITLE_EMPTY, TITLE_MISSING, TOMBSTONE, TRAILING_BYTES, TRUNCATED,"
              + " UNKNOWN_SCHEMA, VARIANTS_MISSING, VARIANT_AMBIGUOUS, VARIANT_ID]",
          "dlq",
          command,
          "--reason",
          "price_not_understod");
      assertRefused("No shop 'Seasons'; there are [", "dlq", command, "--shop", "Seasons");
    }
    assertRefused(
        "No shop 'season'; known: [", "archive", "index", "--dry-run", "--shop", "season");
    assertRefused("No shop 'season'; there are [", "shops", "remove", "season", "--purge", "--yes");
    assertRefused("no time such as", "jobs", "timeline", "--from", "yesterday");
    assertRefused("no day such as", "backfill", "--from", "2026-11-31", "--to", "2026-12-01");
  }

  private static void assertRefused(String because, String... arguments) {
    StringWriter errors = new StringWriter();
    int exit = SkateStock.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
    assertThat(errors.toString()).contains(because).doesNotContain("java.");
    assertThat(exit).isEqualTo(64);
  }

  @Test
  void timelineShowsRunsAndGaps() {
    String[] span = {"--from", "2026-11-20T09:00:00Z", "--to", "2026-11-20T13:00:00Z"};

    assertThat(skatestock("jobs", "timeline", span[0], span[1], span[2], span[3]).text())
        .isEqualTo(
            """
            from 2026-11-20T09:00:00Z, a column is 30m
                             09:00
            scrape/seasons |  #...# |
            # completed  x failed  ? unknown  . missed  s stopped  a given up  > runs  (blank) nothing
            """
                .replace("                 09:00", "                09:00"));
    // A day begins at midnight, UTC.
    assertThat(skatestock("jobs", "timeline", "--from", "2026-11-20", "--to", "2026-11-21").text())
        .startsWith("from 2026-11-20T00:00:00Z, a column is 30m\n");
    assertThat(pipeline.part(Timeline.class).between(TEN, NOON.plusSeconds(1)))
        .extracting(
            entry ->
                entry.subject() + " " + entry.slot() + " " + entry.state() + " " + entry.reason())
        .containsExactly(
            "scrape/seasons 2026-11-20T10:00:00Z COMPLETED null",
            "scrape/seasons 2026-11-20T10:30:00Z MISSED NOT_STARTED",
            "scrape/seasons 2026-11-20T11:00:00Z MISSED NOT_STARTED",
            "scrape/seasons 2026-11-20T11:30:00Z MISSED NOT_STARTED",
            "scrape/seasons 2026-11-20T12:00:00Z COMPLETED null");
  }

  @Test
  void recoverClosesWhatADeadProcessLeftAndLeavesTheLivingAlone() throws Exception {
    Instant slot = NOON.plusSeconds(3_600);
    assertThat(pipeline.scrape("seasons", slot)).isInstanceOf(JobOutcome.Completed.class);
    long id = id("scrape", slot);
    asKilled(id, "STARTED");
    pipeline
        .database()
        .sql(
            """
            insert into leases (name, owner, epoch, expires_at)
            values ('scrape/seasons', 'another', nextval('lease_epochs'), now() + interval '1 hour')
            """)
        .update();

    assertThat(skatestock("jobs", "recover", Long.toString(id)).text())
        .isEqualTo(
            "Run %d (scrape/seasons/2026-11-20T13:00:00Z/scheduled) was left alone: lease scrape/seasons is held. If its process is gone, the lease runs out by itself%n"
                .formatted(id));
    assertJson(
        "{\"execution\":%d,\"became\":\"alive\",\"run\":\"scrape/seasons/2026-11-20T13:00:00Z/scheduled\",\"status\":null,\"lease\":\"scrape/seasons\"}\n"
            .formatted(id),
        0,
        "jobs",
        "recover");
    Said elsewhere = skatestock("run", "scrape", "--shop", "seasons", "--slot", slot.toString());
    assertThat(elsewhere.exit()).isZero();
    assertThat(elsewhere.text()).contains("running-elsewhere").contains("nothing was done");

    pipeline.database().sql("delete from leases where owner = 'another'").update();
    Said recovered = skatestock("jobs", "recover", "--all");
    assertThat(recovered.exit()).isZero();
    assertThat(recovered.text())
        .isEqualTo(
            "Run %1$d (scrape/seasons/2026-11-20T13:00:00Z/scheduled) was left STARTED by a process that is gone: closed as FAILED. To go on: skatestock jobs restart %1$d%n"
                .formatted(id));
    assertThat(states(id)).isEqualTo("FAILED FAILED FAILED");
    assertThat(pipeline.part(Recovery.class).recoverAll()).isEmpty();
    assertThat(pipeline.part(Recovery.class).recover(id)).contains(new Answer.Over(id, "FAILED"));

    // Its pages were all published: the restart has only to say so.
    assertThat(pipeline.scrape("seasons", slot)).isInstanceOf(JobOutcome.Completed.class);
    Said again = skatestock("run", "scrape", "--shop", "seasons", "--slot", slot.toString());
    assertThat(again.exit()).isZero();
    assertThat(again.text()).contains("already-complete").contains("nothing was done");
    Said restarted = skatestock("jobs", "restart", Long.toString(id));
    assertThat(restarted.exit()).isZero();
    assertThat(restarted.text())
        .isEqualTo(
            "scrape/seasons/2026-11-20T13:00:00Z/scheduled: already-complete (nothing was done)\n");
  }

  @Test
  void resolveUnknownClosesRunsWhoseLastWordWasLostAndNoOthers() throws Exception {
    Instant slot = NOON.plusSeconds(7_200);
    assertThat(pipeline.scrape("seasons", slot)).isInstanceOf(JobOutcome.Completed.class);
    long id = id("scrape", slot);
    asKilled(id, "UNKNOWN");

    Said resolved = skatestock("jobs", "resolve-unknown");

    assertThat(resolved.exit()).isZero();
    assertThat(resolved.text()).startsWith("Run " + id + " ").contains("was left UNKNOWN");
    assertThat(states(id)).isEqualTo("FAILED FAILED FAILED");
    asKilled(id, "UNKNOWN");
    assertJson(
        "{\"execution\":%d,\"became\":\"closed\",\"run\":\"scrape/seasons/2026-11-20T14:00:00Z/scheduled\",\"status\":\"UNKNOWN\",\"lease\":null}\n"
            .formatted(id),
        0,
        "jobs",
        "resolve-unknown");
    assertThat(states(id)).isEqualTo("FAILED FAILED FAILED");
    assertThat(pipeline.part(Recovery.class).resolveUnknown(id))
        .contains(new Answer.Over(id, "FAILED"));
    assertThat(pipeline.scrape("seasons", slot)).isInstanceOf(JobOutcome.Completed.class);
  }

  /** As a {@code kill -9} in the middle leaves it, or a COMMIT without an answer. */
  private void asKilled(long id, String status) {
    pipeline
        .database()
        .sql(
            "update batch_job_execution set status = :status, end_time = null where"
                + " job_execution_id = :id")
        .param("status", status)
        .param("id", id)
        .update();
    pipeline
        .database()
        .sql(
            """
            update batch_step_execution
            set status = :status, end_time = null
            where job_execution_id = :id
              and step_name = 'missing'
            """)
        .param("status", status)
        .param("id", id)
        .update();
    pipeline
        .database()
        .sql(
            """
            update scrape_runs
            set status = 'RUNNING', ended_at = null
            where slot = (
              select cast(parameter_value as timestamptz)
              from batch_job_execution_params
              where job_execution_id = :id
                and parameter_name = 'slot'
            )
            """)
        .param("id", id)
        .update();
  }

  /** Of the execution, its step "missing", its row in scrape_runs. */
  private String states(long id) {
    return pipeline
        .database()
        .sql(
            """
            select executions.status || ' ' || steps.status || ' ' || runs.status as line
            from batch_job_execution as executions
            join batch_step_execution as steps on steps.job_execution_id = executions.job_execution_id
              and step_name = 'missing'
            join batch_job_execution_params as parameters on parameters.job_execution_id = executions.job_execution_id
              and parameter_name = 'slot'
            join scrape_runs as runs on runs.slot = cast(parameter_value as timestamptz)
            where executions.job_execution_id = :id
            """)
        .param("id", id)
        .query((row, index) -> row.getString("line"))
        .single();
  }

  /**
   * 2,500 finished runs, an unfinished one of three attempts, one that runs, one never executed.
   */
  @Test
  void purgeDeletesOldRunsAndKeepsWhatARestartNeeds() throws IOException {
    pipeline
        .database()
        .sql(
            """
            with made as (
              insert into batch_job_instance (job_instance_id, version, job_name, job_key)
              select -number, 0, 'load', 'old-' || number
              from generate_series(1, 2503) as number
              returning job_instance_id
            ), executed as (
              insert into batch_job_execution (job_execution_id, version, job_instance_id, create_time, status)
              select -number, 0, -least(number, 2501), now() - interval '100 days',
                case when number <= 2500 then 'COMPLETED' else 'FAILED' end
              from generate_series(1, 2503) as number
              union all
              select -2504, 0, -2502, now() - interval '100 days', 'STARTED'
              returning job_execution_id
            ), stepped as (
              insert into batch_step_execution (step_execution_id, version, step_name, job_execution_id, create_time)
              select job_execution_id, 0, 'partition-0', job_execution_id, now()
              from executed
              returning step_execution_id
            ), kept as (
              insert into batch_step_execution_context (step_execution_id, short_context)
              select step_execution_id, ''
              from stepped
            )
            insert into batch_job_execution_context (job_execution_id, short_context)
            select job_execution_id, ''
            from executed
            """)
        .update();
    Instant before = Instant.now().minusSeconds(90 * 86_400);

    Said dry = skatestock("jobs", "purge", "--older-than", "P90D", "--dry-run");
    assertThat(dry.text())
        .startsWith("2502 executions begun before ")
        .endsWith(" would be deleted\n");
    assertThat(
            skatestock("jobs", "purge", "--older-than", "P90D", "--dry-run", "--format", "json")
                .json())
        .singleElement()
        .satisfies(
            would -> {
              assertThat(would.propertyNames()).containsExactly("before", "dry_run", "executions");
              assertThat(would.get("dry_run").asBoolean()).isTrue();
              assertThat(would.get("executions").asLong()).isEqualTo(2502);
            });
    pipeline
        .database()
        .sql(
            """
            update batch_job_execution
            set create_time = now() - case when job_execution_id < -3 then interval '300 days' else interval '200 days' end
            where job_execution_id between -5 and -1
            """)
        .update();
    LongAdder purged = new LongAdder();
    assertThat(
            pipeline
                .part(MetadataPurge.class)
                .purge(Instant.now().minus(Duration.ofDays(250)), purged))
        .isEqualTo(2);
    assertThat(purged.sum()).isEqualTo(2);
    assertThat(drawn("jobs", "purge", "--older-than", "P150D"))
        .contains("purge   0% [")
        .contains(" 0/3 executions ");
    Path drafts = archive.resolve(".partial");
    Path dead = Files.writeString(drafts.resolve("seasons+dead.warc.gz"), "half");
    Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Path living = Files.writeString(drafts.resolve("seasons+living.warc.gz"), "half");
    assertThat(skatestock("run", "purge").exit()).isZero();
    assertThat(drafts).isDirectoryContaining(living::equals).isDirectoryNotContaining(dead::equals);
    Files.delete(living);
    assertThat(pipeline.part(MetadataPurge.class).purge(before)).isZero();

    // Ids go downwards: the unfinished run's latest attempt is the one with the highest.
    assertThat(
            pipeline
                .database()
                .sql(
                    """
                    select job_execution_id
                    from batch_job_execution
                    where job_execution_id < 0
                    order by job_execution_id
                    """)
                .query(Long.class)
                .list())
        .containsExactly(-2504L, -2501L);
    assertThat(
            pipeline
                .database()
                .sql("select count(*) from batch_job_instance where job_instance_id < 0")
                .query(Long.class)
                .single())
        .isEqualTo(2);
    assertThat(skatestock("jobs", "purge", "--older-than", "PT1H").exit()).isEqualTo(64);
    pipeline
        .database()
        .sql("update batch_job_execution set status = 'FAILED' where job_execution_id = -2504")
        .update();
  }
}
