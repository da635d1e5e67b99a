package com.skatestock.batch.publish;

import com.skatestock.contracts.ProductEvent;
import java.util.List;

/**
 * The events of one page, and what they say.
 *
 * @param events in the products' order; the PRODUCTS_SEEN events last
 * @param created products that PostgreSQL did not know
 * @param changed products whose state is another one
 * @param unchanged products whose state is the same
 * @param metIds {@code products.id} of those that PostgreSQL knew
 */
public record Publication(
    List<ProductEvent> events, int created, int changed, int unchanged, List<Long> metIds) {

  public Publication {
    events = List.copyOf(events);
    metIds = List.copyOf(metIds);
  }
}
