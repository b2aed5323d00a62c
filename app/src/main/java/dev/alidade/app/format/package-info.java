/** Figures as people read them: three significant digits, a unit, tabular. */
@NullMarked
package dev.alidade.app.format;

import org.jspecify.annotations.NullMarked;
