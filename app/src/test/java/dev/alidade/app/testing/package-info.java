/** What tests of the window share. */
@NullMarked
package dev.alidade.app.testing;

import org.jspecify.annotations.NullMarked;
