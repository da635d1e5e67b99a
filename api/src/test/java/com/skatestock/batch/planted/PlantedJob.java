package com.skatestock.batch.planted;

/** Stands for a class of batch-jobs in the planted violation of that wall. */
public record PlantedJob(String name) {}
