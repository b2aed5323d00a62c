/** Makes the sample files that are generated, from a fixed seed. */
@NullMarked
package dev.alidade.samples;

import org.jspecify.annotations.NullMarked;
