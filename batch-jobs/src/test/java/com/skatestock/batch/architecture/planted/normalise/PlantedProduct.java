package com.skatestock.batch.architecture.planted.normalise;

public record PlantedProduct(String title) {}
