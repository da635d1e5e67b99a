/**
 * Polite fetching.
 *
 * <p>Enters: a {@code Shop}, the address of one of its pages and what is known of it. Leaves:
 * {@link com.skatestock.batch.source.FetchOutcome}, at best with a {@link
 * com.skatestock.batch.source.Page}. Next room: archive, then extract. Does not belong here:
 * anything that looks into a body.
 *
 * <p>From the outside in: {@code PoliteFetcher} (may we? where do redirects lead?), {@code Turns}
 * (when, and how often), {@code Wire} (one request, one answer). {@code HostBudget} is the promise
 * to the host, shared by all workers in Redis ({@code SharedHostBudget}, docs/adr/0027); {@code
 * RobotsRules} is what it asks for.
 */
@NullMarked
package com.skatestock.batch.source;

import org.jspecify.annotations.NullMarked;
