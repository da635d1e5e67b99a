/**
 * The proof that no fault loses, doubles or invents a record: {@code scripts/faults.sh}.
 *
 * <p>Enters: a scenario and a number of rounds. Leaves: a line of JSON per round. Each round does a
 * day's work on real servers and in real processes, with a fault on the way, and ends in front of
 * the {@code Oracle}; once per scenario the product carries a planted defect, which the oracle must
 * report. Does not belong here: anything that the product needs.
 */
@NullMarked
package com.skatestock.batch.faults;

import org.jspecify.annotations.NullMarked;
