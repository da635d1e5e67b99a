package com.skatestock.batch.architecture.planted.source;

/** A value: later stages may use it. */
public record PlantedPage(String text) {}
