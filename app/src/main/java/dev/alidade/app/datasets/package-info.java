/** The panel Data sets: list, rows with profiles and filters, details of a column. */
@NullMarked
package dev.alidade.app.datasets;

import org.jspecify.annotations.NullMarked;
