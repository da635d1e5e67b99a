package com.skatestock.batch.architecture.planted.job;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.transaction.PlatformTransactionManager;

record StepInATransaction(
    JobRepository repository, Tasklet tasklet, PlatformTransactionManager transactions) {
  Step step() {
    return new StepBuilder("planted", repository).tasklet(tasklet, transactions).build();
  }
}
