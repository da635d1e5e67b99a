package com.skatestock.batch.shop;

/**
 * A mistake in a shop's configuration.
 *
 * @param file name of the file
 * @param line from 1
 * @param property such as {@code shops.seasons.currency}
 * @param message what is wrong and what to write instead
 */
public record ShopProblem(String file, int line, String property, String message) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + property + ": " + message;
  }
}
