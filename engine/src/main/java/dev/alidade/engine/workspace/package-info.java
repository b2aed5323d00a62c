@NullMarked
package dev.alidade.engine.workspace;

import org.jspecify.annotations.NullMarked;
