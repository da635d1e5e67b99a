/**
 * What all resources share: how errors are told, and the description of the API as a whole.
 *
 * <p>Enters: requests and exceptions. Leaves: problem documents (RFC 9457), the OpenAPI document.
 * Does not belong here: anything about one resource.
 */
@NullMarked
package com.skatestock.api.web;

import org.jspecify.annotations.NullMarked;
