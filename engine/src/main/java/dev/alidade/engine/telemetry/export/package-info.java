/** Reports and figures in outside formats. */
@NullMarked
package dev.alidade.engine.telemetry.export;

import org.jspecify.annotations.NullMarked;
