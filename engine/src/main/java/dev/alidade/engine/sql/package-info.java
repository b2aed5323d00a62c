@NullMarked
package dev.alidade.engine.sql;

import org.jspecify.annotations.NullMarked;
