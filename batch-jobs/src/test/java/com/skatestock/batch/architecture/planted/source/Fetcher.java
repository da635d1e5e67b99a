package com.skatestock.batch.architecture.planted.source;

/** Not a value: it works. */
public class Fetcher {
  public String fetch() {
    return "page";
  }
}
