@NullMarked
package dev.alidade.engine.module;

import org.jspecify.annotations.NullMarked;
