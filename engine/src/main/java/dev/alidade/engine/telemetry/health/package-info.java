/** The rules by which the engine judges its own state. */
@NullMarked
package dev.alidade.engine.telemetry.health;

import org.jspecify.annotations.NullMarked;
