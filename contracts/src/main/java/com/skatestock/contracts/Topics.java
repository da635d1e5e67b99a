package com.skatestock.contracts;

/**
 * The names of the Kafka topics. Their partitions, retention and the rest stand in {@code
 * topics.yml}; {@code skatestock topics apply} makes them so.
 */
public final class Topics {
  /** {@link ProductEvent}; key: shop/external id. */
  public static final String PRODUCT_EVENTS = "product-events";

  /**
   * {@link ErrorEvent}: what a stage refused. As many partitions as {@link #PRODUCT_EVENTS}, so
   * that a refused record keeps its partition.
   */
  public static final String PRODUCT_EVENTS_DLT = "product-events-dlt";

  /** What each scrape did; key: shop. */
  public static final String SCRAPE_RUNS = "scrape-runs";

  /** The resource that declares the topics, relative to the class path's root. */
  public static final String DECLARATION = "com/skatestock/contracts/topics.yml";

  private Topics() {}
}
