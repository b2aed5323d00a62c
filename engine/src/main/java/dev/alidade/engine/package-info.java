/** The engine's facade: the one way in. */
@NullMarked
package dev.alidade.engine;

import org.jspecify.annotations.NullMarked;
