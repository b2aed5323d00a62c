@NullMarked
package dev.alidade.engine.data;

import org.jspecify.annotations.NullMarked;
