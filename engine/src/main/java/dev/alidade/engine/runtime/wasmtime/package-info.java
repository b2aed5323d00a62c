/** The only package that names the wasmtime-java binding. */
@NullMarked
package dev.alidade.engine.runtime.wasmtime;

import org.jspecify.annotations.NullMarked;
