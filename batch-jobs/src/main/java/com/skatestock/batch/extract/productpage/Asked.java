package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.RawPrice;
import org.jspecify.annotations.Nullable;

/**
 * What a page asks for its product.
 *
 * @param price null if it asks nothing that can be told
 * @param listPrice the price before a reduction; null if none is shown
 */
record Asked(@Nullable RawPrice price, @Nullable RawPrice listPrice) {}
