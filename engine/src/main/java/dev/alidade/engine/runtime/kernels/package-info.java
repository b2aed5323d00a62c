/** The kernels' definitions: parameter blocks, plain-Java twins and workloads. */
@NullMarked
package dev.alidade.engine.runtime.kernels;

import org.jspecify.annotations.NullMarked;
