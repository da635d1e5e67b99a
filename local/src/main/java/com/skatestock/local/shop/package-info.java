/**
 * The shop simulator: real HTTP storefronts over a catalogue that is computed, never stored.
 *
 * <p>Enters: a seed, a number of products, a moment of the {@link
 * com.skatestock.local.shop.SimulatedClock}, and bad manners switched on by name. Leaves: the pages
 * of a shop of one {@link com.skatestock.local.shop.SimulatedShop.Kind} (Shopify, WooCommerce,
 * Lightspeed, Squarespace, or HTML with sitemaps and linked data), a log of who asked for what, and
 * for tests the exact state of each product ({@link com.skatestock.local.shop.Catalogue}). The way
 * through: {@code Trade} (what the makers sell) → {@code Shelf} (which article stands in which
 * place, when) → {@code SaleCalendar} and {@code StockLevel} (what it costs, what is left) → {@code
 * Catalogue} → {@code Storefront} → {@code ShopDoor} (log, manners, conditional answers) → {@code
 * HttpListener}.
 *
 * <p>Does not belong here: anything that reads pages, and anything remembered between two requests
 * other than the request log and the manners.
 */
@NullMarked
package com.skatestock.local.shop;

import org.jspecify.annotations.NullMarked;
