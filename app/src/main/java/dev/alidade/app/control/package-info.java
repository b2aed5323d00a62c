/** Small controls that every panel shares. */
@NullMarked
package dev.alidade.app.control;

import org.jspecify.annotations.NullMarked;
