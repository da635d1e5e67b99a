/**
 * Application state that a page carries for its scripts: a theme's product JSON, {@code
 * __NEXT_DATA__}, what is pushed to analytics, JSON in attributes. In: a document and what it is
 * about. Out: the page's own product as that state describes it, or nothing. Not here: what is
 * meant for search engines (extract.structured), and which of several answers counts
 * (extract.productpage, the next room).
 */
@NullMarked
package com.skatestock.batch.extract.productpage.embedded;

import org.jspecify.annotations.NullMarked;
