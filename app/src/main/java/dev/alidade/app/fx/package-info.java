/** The way onto the JavaFX thread, and work that runs off it. */
@NullMarked
package dev.alidade.app.fx;

import org.jspecify.annotations.NullMarked;
