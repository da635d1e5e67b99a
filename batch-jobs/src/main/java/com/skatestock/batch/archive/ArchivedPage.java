package com.skatestock.batch.archive;

import com.skatestock.batch.source.Page;
import java.util.Optional;

/**
 * A page as it came back from the archive.
 *
 * @param location where it lies
 * @param page what was captured; of a revisit the body, status and headers of the original, with
 *     the revisit's time and record id
 * @param revisitOf where the original lies; empty if this is one itself
 */
public record ArchivedPage(PageLocation location, Page page, Optional<PageLocation> revisitOf) {}
