package com.skatestock.batch.shop;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The shops' configuration has mistakes; all of them are named. Permanent until someone edits it.
 */
public final class InvalidShopsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ShopProblem> problems;

  InvalidShopsException(List<ShopProblem> problems) {
    super(
        problems.stream()
            .map(ShopProblem::toString)
            .collect(Collectors.joining("\n  ", "The shops' configuration has mistakes:\n  ", "")));
    this.problems = List.copyOf(problems);
  }

  public List<ShopProblem> problems() {
    return problems;
  }
}
