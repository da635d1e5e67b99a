package com.skatestock.batch.job;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * What makes two runs the same run: job, shop, slot and scope. Who started it, where, and for the
 * how-manieth time does not.
 *
 * @param shop empty for a job that is not about one shop
 * @param slot the UTC grid time that the run stands for
 * @param file what a backfill reads; not part of the identity, which has the file's digest in its
 *     scope
 * @param scope {@code scheduled}, {@code manual/<id>}, {@code scrape/<execution>}, {@code
 *     backfill/<id>} or {@code rebuild/<id>}
 */
public record JobIdentity(
    String job, Optional<String> shop, Instant slot, String scope, Optional<String> file) {
  public static final String SCHEDULED = "scheduled";

  /** With what scopes begin. */
  public static final List<String> SCOPES =
      List.of(SCHEDULED, "manual", "scrape", "backfill", "rebuild");

  static final String SHOP = "shop";
  static final String SLOT = "slot";
  static final String SCOPE = "scope";

  /** Not part of the identity: the epoch of the lease under which an execution works. */
  static final String LEASE_EPOCH = "leaseEpoch";

  static final String FILE = "file";

  /** A run that reads no file. */
  public JobIdentity(String job, Optional<String> shop, Instant slot, String scope) {
    this(job, shop, slot, scope, Optional.empty());
  }

  /** Parameters for an execution under the lease with {@code epoch}. */
  JobParameters parameters(long epoch) {
    JobParametersBuilder parameters = new JobParametersBuilder();
    shop.ifPresent(id -> parameters.addString(SHOP, id));
    file.ifPresent(path -> parameters.addString(FILE, path, false));
    return parameters
        .addString(SLOT, slot.toString())
        .addString(SCOPE, scope)
        .addLong(LEASE_EPOCH, epoch, false)
        .toJobParameters();
  }

  /** The lease that a run needs: one scrape of a shop at a time, and each other run once. */
  String leaseName() {
    return shop.filter(
            id -> job.equals(ScheduledJob.SCRAPE.jobName()) && !scope.startsWith("backfill/"))
        .map(JobIdentity::leaseOfScrapes)
        .orElseGet(() -> "run/" + this);
  }

  /** The lease under which a shop is scraped, whatever the slot. */
  public static String leaseOfScrapes(String shop) {
    return ScheduledJob.SCRAPE.jobName() + "/" + shop;
  }

  /** The identity of an execution, from its parameters. */
  public static JobIdentity of(String job, JobParameters parameters) {
    return new JobIdentity(
        job,
        Optional.ofNullable(parameters.getString(SHOP)),
        Instant.parse(Objects.requireNonNull(parameters.getString(SLOT))),
        Objects.requireNonNull(parameters.getString(SCOPE)),
        Optional.ofNullable(parameters.getString(FILE)));
  }

  /** job/shop/slot/scope. */
  @Override
  public String toString() {
    return job + "/" + shop.map(id -> id + "/").orElse("") + slot + "/" + scope;
  }
}
