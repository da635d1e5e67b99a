package com.skatestock.batch.architecture;

import com.skatestock.batch.job.ScheduledJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of {@code k8s/cronjobs}: one for each scheduled job, named like it. */
record CronJobFiles(Path folder) {

  /** What is wrong; empty if names and files match one to one. */
  List<String> mismatches(Collection<String> jobs) throws IOException {
    Set<String> files = new TreeSet<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
          .forEach(name -> files.add(name.substring(0, name.length() - ".yaml".length())));
    }
    Stream<String> withoutFile =
        new TreeSet<>(jobs)
            .stream()
                .filter(job -> !files.contains(job))
                .map(
                    job ->
                        "Scheduled job %s has no %s/%s.yaml: nobody would start it on Kubernetes. Add the file."
                            .formatted(job, folder.getFileName(), job));
    Stream<String> withoutJob =
        files.stream()
            .filter(file -> !jobs.contains(file))
            .map(
                file ->
                    "%s/%s.yaml belongs to no ScheduledJob: it would start what does not exist. Rename or delete it."
                        .formatted(folder.getFileName(), file));
    return Stream.concat(withoutFile, withoutJob).toList();
  }

  /**
   * What could make the job's CronJob run a slot twice, under another slot, or for ever; empty if
   * nothing.
   */
  List<String> dangers(ScheduledJob job) throws IOException {
    Object file =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Files.readString(folder.resolve(job.jobName() + ".yaml")));
    List<String> dangers = new ArrayList<>();
    String pod = "spec.jobTemplate.spec.template.spec.";
    Map.of(
            "kind",
            "CronJob",
            "metadata.name",
            job.jobName(),
            "spec.schedule",
            schedule(job),
            "spec.timeZone",
            "Etc/UTC",
            "spec.concurrencyPolicy",
            "Forbid",
            pod + "restartPolicy",
            "Never")
        .forEach(
            (path, wanted) -> {
              if (!wanted.equals(at(file, path))) {
                dangers.add("%s is %s, not %s".formatted(path, at(file, path), wanted));
              }
            });
    if (!(at(file, "spec.startingDeadlineSeconds") instanceof Integer deadline)
        || deadline >= job.period().toSeconds()) {
      dangers.add(
          "spec.startingDeadlineSeconds is %s, not below %d"
              .formatted(at(file, "spec.startingDeadlineSeconds"), job.period().toSeconds()));
    }
    String policy = String.valueOf(at(file, "spec.jobTemplate.spec.podFailurePolicy.rules"));
    if (!policy.contains("values=[64, 65]") || !policy.contains("action=FailJob")) {
      dangers.add("no podFailurePolicy fails the Job on exit code 65");
    }
    if (!policy.contains("action=Ignore, onPodConditions=[{type=DisruptionTarget}]")) {
      dangers.add("no podFailurePolicy ignores DisruptionTarget");
    }
    String arguments = String.valueOf(at(file, pod + "containers.0.args"));
    if (!arguments.startsWith("[run, " + job.jobName() + ", ")
        || !arguments.contains("--slot-of-job, $(JOB_NAME)")
        || arguments.contains("--shop, $(SHOP)") != job.perShop()) {
      dangers.add("args do not run %s with --slot-of-job $(JOB_NAME)".formatted(job.jobName()));
    }
    if (!String.valueOf(at(file, pod + "containers.0.env"))
        .contains(
            "{name=JOB_NAME,"
                + " valueFrom={fieldRef={fieldPath=metadata.labels['batch.kubernetes.io/job-name']}}}")) {
      dangers.add("env JOB_NAME is not the label batch.kubernetes.io/job-name");
    }
    return dangers;
  }

  private static String schedule(ScheduledJob job) {
    long minutes = job.period().toMinutes();
    if (minutes == Duration.ofDays(1).toMinutes()) {
      return "0 0 * * *";
    }
    return minutes == 1 ? "* * * * *" : "*/%d * * * *".formatted(minutes);
  }

  /** The value at a path such as {@code spec.containers.0.args}; null if there is none. */
  private static Object at(Object yaml, String path) {
    Object value = yaml;
    for (String step : path.split("\\.", -1)) {
      value =
          switch (value) {
            case Map<?, ?> map -> map.get(step);
            case List<?> list -> list.get(Integer.parseInt(step));
            case null, default -> null;
          };
    }
    return value;
  }
}
