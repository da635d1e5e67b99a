package com.skatestock.batch.cli;

import com.skatestock.batch.source.Page;
import java.net.URI;
import java.time.Instant;

/** Where a saved page is from, without its bytes. */
record PageOrigin(String shop, URI uri, Instant capturedAt, String recordId) {
  static PageOrigin of(Page page) {
    return new PageOrigin(page.shop(), page.uri(), page.capturedAt(), page.recordId());
  }
}
