/**
 * The page archive: WARC files, written before a page is parsed.
 *
 * <p>Enters: {@code Capture}, a page or the word that it has not changed. Leaves: {@code
 * PageLocation}, and for it the same {@code Page}, any time later. Next room: extract. Does not
 * belong here: parsing.
 *
 * <p>{@code PageArchive} keeps pages; it does not know which of two objects counts. {@code
 * PageIndex} does: it is the table {@code pages}, and the only class here that needs PostgreSQL.
 */
@NullMarked
package com.skatestock.batch.archive;

import org.jspecify.annotations.NullMarked;
