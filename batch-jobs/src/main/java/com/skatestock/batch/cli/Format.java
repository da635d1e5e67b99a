package com.skatestock.batch.cli;

/** How a command answers. */
public enum Format {
  /** For people. */
  text,
  /** For programs: one JSON document, or one a line. */
  json
}
