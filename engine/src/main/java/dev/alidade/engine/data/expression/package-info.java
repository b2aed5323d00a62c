/** A small typed expression language over the columns of a data set. */
@NullMarked
package dev.alidade.engine.data.expression;

import org.jspecify.annotations.NullMarked;
