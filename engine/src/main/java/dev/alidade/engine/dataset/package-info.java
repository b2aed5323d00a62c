@NullMarked
package dev.alidade.engine.dataset;

import org.jspecify.annotations.NullMarked;
