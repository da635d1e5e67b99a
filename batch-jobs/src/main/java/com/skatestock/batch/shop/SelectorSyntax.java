package com.skatestock.batch.shop;

import java.util.Optional;

/** Knows whether a CSS selector can be used; whoever reads HTML brings it. */
@FunctionalInterface
public interface SelectorSyntax {

  /** What is wrong with {@code selector}; empty if nothing is. */
  Optional<String> problemWith(String selector);
}
