/** The workbench: start-up and wiring. */
@NullMarked
package dev.alidade.app;

import org.jspecify.annotations.NullMarked;
