package com.skatestock.batch.architecture.planted.extract.two;

public record Two(String text) {}
