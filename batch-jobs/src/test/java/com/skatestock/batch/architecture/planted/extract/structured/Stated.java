package com.skatestock.batch.architecture.planted.extract.structured;

public record Stated() {}
