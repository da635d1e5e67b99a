/**
 * Broken input for everything that reads what others wrote: {@code scripts/fuzz.sh}.
 *
 * <p>Enters: a target, sound inputs, a seed. Leaves: inputs that made the target throw, hang or
 * fill the memory; there must be none. The same seed gives the same inputs everywhere.
 */
@NullMarked
package com.skatestock.batch.fuzz;

import org.jspecify.annotations.NullMarked;
