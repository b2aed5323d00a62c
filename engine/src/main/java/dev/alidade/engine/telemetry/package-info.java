@NullMarked
package dev.alidade.engine.telemetry;

import org.jspecify.annotations.NullMarked;
