/**
 * What a page says for machines: JSON-LD, microdata, RDFa, Open Graph. Shared by all platforms; it
 * knows none of them.
 *
 * <p>Enters: an HTML document. Leaves: {@link
 * com.skatestock.batch.extract.structured.StructuredProduct}, word for word. Next room: the
 * platform that asked. Does not belong here: what people see of the page, and the address that it
 * was fetched from beyond resolving links.
 */
@NullMarked
package com.skatestock.batch.extract.structured;

import org.jspecify.annotations.NullMarked;
