@NullMarked
package dev.alidade.engine.compute;

import org.jspecify.annotations.NullMarked;
