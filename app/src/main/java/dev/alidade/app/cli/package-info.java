/** The command line: opens the window, or runs a headless command. */
@NullMarked
package dev.alidade.app.cli;

import org.jspecify.annotations.NullMarked;
