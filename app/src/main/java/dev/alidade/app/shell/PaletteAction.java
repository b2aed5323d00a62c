package dev.alidade.app.shell;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;

/**
 * A line of the command palette.
 *
 * @param title what it does, a verb first: {@code Export weather.csv}
 * @param group what it belongs to: {@code SQL}, {@code Data set}
 * @param shortcut keys as they are shown, for example {@code Ctrl+Enter}; null for none
 * @param run does it; called on the JavaFX thread
 */
public record PaletteAction(
    String title, String group, Ikon icon, @Nullable String shortcut, Runnable run) {
  /** An action without keys. */
  public static PaletteAction of(String title, String group, Ikon icon, Runnable run) {
    return new PaletteAction(title, group, icon, null, run);
  }
}
