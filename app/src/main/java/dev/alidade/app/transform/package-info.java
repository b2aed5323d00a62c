/** The panel Transforms: steps, preview, aggregation and chart. */
@NullMarked
package dev.alidade.app.transform;

import org.jspecify.annotations.NullMarked;
