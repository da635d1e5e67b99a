package com.skatestock.batch.source;

/**
 * What was asked of a shop since the process started.
 *
 * @param requests requests sent, robots.txt, redirects and retries included
 * @param bytes of bodies, decoded
 * @param retries requests that repeat a failed one
 * @param throttled answers that asked us to slow down (429, 430, 503)
 * @param refusals pages refused
 * @param failures pages failed
 */
public record FetchCounts(
    long requests, long bytes, long retries, long throttled, long refusals, long failures) {}
