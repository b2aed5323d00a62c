/** The Transforms panel: steps with a live preview, aggregates and charts. */
@NullMarked
package dev.alidade.app.transform;

import org.jspecify.annotations.NullMarked;
