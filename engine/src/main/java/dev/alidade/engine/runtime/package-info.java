@NullMarked
package dev.alidade.engine.runtime;

import org.jspecify.annotations.NullMarked;
