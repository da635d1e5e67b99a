package com.skatestock.batch.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.extract.selectors.CssSyntax;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.shop.Shops;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CronJobFilesTest {
  private static final Path K8S = Path.of(System.getProperty("skatestock.root", ".."), "k8s");
  private static final CronJobFiles FILES = new CronJobFiles(K8S.resolve("cronjobs"));

  @Test
  void everyScheduledJobHasItsCronJob() throws Exception {
    assertThat(
            FILES.mismatches(
                Arrays.stream(ScheduledJob.values()).map(ScheduledJob::jobName).toList()))
        .isEmpty();
  }

  @Test
  void namesJobsWithoutFileAndFilesWithoutJob(@TempDir Path folder) throws Exception {
    for (String file : List.of("load.yaml", "purge.yaml", "kustomization.yaml", "README.md")) {
      Files.createFile(folder.resolve(file));
    }
    String name = folder.getFileName().toString();
    assertThat(new CronJobFiles(folder).mismatches(List.of("scrape", "load")))
        .containsExactly(
            "Scheduled job scrape has no "
                + name
                + "/scrape.yaml: nobody would start it on Kubernetes. Add the file.",
            name
                + "/purge.yaml belongs to no ScheduledJob: it would start what does not exist."
                + " Rename or delete it.");
  }

  @ParameterizedTest
  @EnumSource(ScheduledJob.class)
  void everyCronJobRunsEachSlotOnce(ScheduledJob job) throws Exception {
    assertThat(FILES.dangers(job)).isEmpty();
  }

  /**
   * The heap stands in one place, scripts/heap-shape.sh: a second one in a file would contradict it
   * (two collectors, and the JVM does not start). Beside the heap a JVM of ours has up to 220 MiB.
   */
  @ParameterizedTest
  @EnumSource(ScheduledJob.class)
  void everyCronJobHasRoomForItsHeap(ScheduledJob job) throws Exception {
    Process shape =
        new ProcessBuilder(
                K8S.resolveSibling("scripts/heap-shape.sh").toString(), "run", job.jobName())
            .start();
    Matcher heap =
        Pattern.compile("-Xmx(\\d+)m")
            .matcher(new String(shape.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertThat(heap.find()).isTrue();
    int needed = Integer.parseInt(heap.group(1)) + 220;

    String file = Files.readString(K8S.resolve("cronjobs/" + job.jobName() + ".yaml"));
    assertThat(file).doesNotContain("JAVA_OPTS");
    assertThat(Pattern.compile("memory: (\\d+)Mi").matcher(file).results())
        .hasSize(2)
        .allSatisfy(
            memory -> assertThat(Integer.parseInt(memory.group(1))).isGreaterThanOrEqualTo(needed));
  }

  @Test
  void everyShopHasItsCopyOfScrape() throws Exception {
    String all = Files.readString(K8S.resolve("kustomization.yaml"));
    for (String shop : Shops.load(Optional.empty(), new CssSyntax()).ids()) {
      assertThat(K8S.resolve("shops/" + shop + "/kustomization.yaml"))
          .content()
          .contains("nameSuffix: -" + shop + "\n", "skatestock/shop: " + shop + "\n");
      assertThat(all).contains("- shops/" + shop + "\n");
    }
  }

  /** Each row damages a good file in one place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: load                       | name: loader            | metadata.name is loader, not"
            + " load",
        "schedule: \"* * * * *\"          | schedule: \"*/5 * * * *\" | spec.schedule is */5 * * *"
            + " *, not * * * * *",
        "timeZone: Etc/UTC                | timeZone: Europe/Berlin | spec.timeZone is"
            + " Europe/Berlin, not Etc/UTC",
        "concurrencyPolicy: Forbid        | concurrencyPolicy: Allow | spec.concurrencyPolicy is"
            + " Allow, not Forbid",
        "startingDeadlineSeconds: 50      | startingDeadlineSeconds: 60 |"
            + " spec.startingDeadlineSeconds is 60, not below 60",
        "restartPolicy: Never             | restartPolicy: OnFailure |"
            + " spec.jobTemplate.spec.template.spec.restartPolicy is OnFailure, not Never",
        "values: [64, 65]                 | values: [64]            | no podFailurePolicy fails the"
            + " Job on exit code 65",
        "type: DisruptionTarget           | type: Ready             | no podFailurePolicy ignores"
            + " DisruptionTarget",
        "args: [run, load, --slot-of-job, $(JOB_NAME) | args: [run, load, --slot, now | args do not"
            + " run load with --slot-of-job $(JOB_NAME)",
        "metadata.labels['batch.kubernetes.io/job-name'] | metadata.name | env JOB_NAME is not the"
            + " label batch.kubernetes.io/job-name",
      })
  void namesWhatIsDangerous(String good, String bad, String danger, @TempDir Path folder)
      throws Exception {
    String text = Files.readString(K8S.resolve("cronjobs/load.yaml"));
    assertThat(text).contains(good);
    Files.writeString(folder.resolve("load.yaml"), text.replace(good, bad));
    assertThat(new CronJobFiles(folder).dangers(ScheduledJob.LOAD)).containsExactly(danger);
  }
}
