/** The Performance panel: one tab a page, all over one stretch of time. */
@NullMarked
package dev.alidade.app.performance;

import org.jspecify.annotations.NullMarked;
