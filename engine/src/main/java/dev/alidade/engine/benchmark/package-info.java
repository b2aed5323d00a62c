/** Measures kernels and services on this machine. */
@NullMarked
package dev.alidade.engine.benchmark;

import org.jspecify.annotations.NullMarked;
