package com.skatestock.local;

import java.util.Locale;

/**
 * The servers a stack can run, in the order in which they are stopped: those that hold facts last.
 */
public enum LocalServer {
  KAFKA("Kafka"),
  REDIS("Redis"),
  POSTGRES("PostgreSQL");

  private final String title;

  LocalServer(String title) {
    this.title = title;
  }

  /** The name people know it by. */
  public String title() {
    return title;
  }

  /** The name in folders, files and options: {@code kafka}, {@code redis}, {@code postgres}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
