/** The window: rail, header, palette, strip, status bar, settings, notices, welcome view. */
@NullMarked
package dev.alidade.app.shell;

import org.jspecify.annotations.NullMarked;
