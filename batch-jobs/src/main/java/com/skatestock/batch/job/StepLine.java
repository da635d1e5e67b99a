package com.skatestock.batch.job;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;

/**
 * A step of an execution.
 *
 * @param checkpoint how far it came, by name; of the load the partition's offsets
 */
public record StepLine(
    String step,
    String status,
    String exitCode,
    long read,
    long written,
    long rejected,
    long commits,
    long rollbacks,
    Map<String, Long> checkpoint,
    @Nullable String message) {

  static StepLine of(StepExecution step) {
    Map<String, Long> checkpoint = new TreeMap<>();
    step.getExecutionContext()
        .toMap()
        .forEach(
            (name, value) -> {
              if (value instanceof Number number) {
                checkpoint.put(name, number.longValue());
              }
            });
    return new StepLine(
        step.getStepName(),
        step.getStatus().name(),
        step.getExitStatus().getExitCode(),
        step.getReadCount(),
        step.getWriteCount(),
        step.getFilterCount(),
        step.getCommitCount(),
        step.getRollbackCount(),
        checkpoint,
        step.getExitStatus().getExitDescription());
  }
}
