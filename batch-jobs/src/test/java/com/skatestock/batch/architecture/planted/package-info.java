/**
 * A small house that breaks every rule once, so that each rule is known to be able to fail. Used by
 * nothing but {@code PlantedViolationsTest}.
 */
@NullMarked
package com.skatestock.batch.architecture.planted;

import org.jspecify.annotations.NullMarked;
