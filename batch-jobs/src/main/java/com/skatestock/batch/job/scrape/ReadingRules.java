package com.skatestock.batch.job.scrape;

import com.skatestock.batch.extract.Extractor;

/**
 * How pages are read today.
 *
 * @param version of two readings of one page the higher version counts
 */
public record ReadingRules(Extractor extractor, int version) {}
