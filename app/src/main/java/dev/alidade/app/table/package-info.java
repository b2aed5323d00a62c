/** What panels that show data sets have in common: rows, bins, temporary data. */
@NullMarked
package dev.alidade.app.table;

import org.jspecify.annotations.NullMarked;
