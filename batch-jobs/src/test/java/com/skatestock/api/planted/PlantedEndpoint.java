package com.skatestock.api.planted;

/** Stands for a class of the api in the planted violation of that wall. */
public record PlantedEndpoint(String path) {}
