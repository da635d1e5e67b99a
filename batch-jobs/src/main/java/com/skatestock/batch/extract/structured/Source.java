package com.skatestock.batch.extract.structured;

/** How a page said something for machines, the most trusted first. */
public enum Source {
  JSON_LD,
  MICRODATA,
  RDFA
}
