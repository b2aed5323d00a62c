/**
 * What the workbench needs of the operating system: folders, one running instance, logs, crash
 * reports.
 */
@NullMarked
package dev.alidade.app.platform;

import org.jspecify.annotations.NullMarked;
