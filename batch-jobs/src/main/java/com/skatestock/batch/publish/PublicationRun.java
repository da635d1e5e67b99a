package com.skatestock.batch.publish;

import java.time.Instant;

/**
 * The run that publishes.
 *
 * @param shop the shop's id
 * @param slot the UTC grid time that the run stands for
 * @param correlationId job/shop/slot/scope
 * @param leaseEpoch the epoch of the lease under which it works
 * @param parserVersion version of the reading rules
 * @param everything true to publish each product in full, changed or not: a backfill, whose
 *     observations may lie between known ones
 */
public record PublicationRun(
    String shop,
    Instant slot,
    String correlationId,
    long leaseEpoch,
    int parserVersion,
    boolean everything) {}
