/** The Modules panel: what is loaded, what this computer can do, which path each kernel takes. */
@NullMarked
package dev.alidade.app.modules;

import org.jspecify.annotations.NullMarked;
