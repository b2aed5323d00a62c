/** The Vector search panel: collections, queries, hits and what a search cost. */
@NullMarked
package dev.alidade.app.vector;

import org.jspecify.annotations.NullMarked;
