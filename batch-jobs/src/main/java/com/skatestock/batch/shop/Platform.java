package com.skatestock.batch.shop;

/** The software a shop runs on, as far as it decides how its pages are read. */
public enum Platform {
  /** {@code /products.json} and {@code /collections/{handle}/products.json}. */
  SHOPIFY,
  /** HTML listing pages, read with the CSS selectors of the shop's configuration. */
  SELECTORS,
  /** Pages that state their products for machines: JSON-LD, microdata, RDFa; found by sitemaps. */
  JSONLD,
  /** WooCommerce's Store API, {@code /wp-json/wc/store/v1/products}. */
  WOOCOMMERCE,
  /** Lightspeed eCom C-Series: {@code .ajax} of its listings and products. */
  LIGHTSPEED,
  /** Squarespace: a store page with {@code ?format=json-pretty}. */
  SQUARESPACE,
  /** BigCommerce: what its product pages state, found by its sitemaps of products. */
  BIGCOMMERCE
}
