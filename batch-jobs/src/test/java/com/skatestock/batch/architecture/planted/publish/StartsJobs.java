package com.skatestock.batch.architecture.planted.publish;

import org.springframework.batch.core.job.Job;

record StartsJobs(Job job) {}
