/**
 * The command line: one class per command.
 *
 * <p>Enters: arguments. Leaves: an exit code (0 done, 64 usage, 65 data error, 75 retryable) and
 * lines for people or programs. Does not belong here: anything a job would need as well.
 */
@NullMarked
package com.skatestock.batch.cli;

import org.jspecify.annotations.NullMarked;
