@NullMarked
package dev.alidade.engine.vector;

import org.jspecify.annotations.NullMarked;
