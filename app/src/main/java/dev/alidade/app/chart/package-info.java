/** Plots drawn in software into a pixel buffer; axes and labels are nodes. */
@NullMarked
package dev.alidade.app.chart;

import org.jspecify.annotations.NullMarked;
