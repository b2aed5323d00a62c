package dev.alidade.app.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.alidade.app.chart.Palette;
import dev.alidade.app.chart.ThemeTokens;
import java.util.List;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/**
 * Light or dark, for the whole application: AtlantaFX as the base, the tokens of {@code
 * css/tokens.css} over it, and the same tokens as a palette for charts. JavaFX thread.
 */
public final class Theme {
  /** What the user wants. */
  public enum Choice {
    /** As the desktop is set, also when that changes. */
    SYSTEM,
    LIGHT,
    DARK
  }

  private static final String CSS = "/dev/alidade/app/css/";
  private static final List<String> FONTS =
      List.of(
          "Inter-Regular.otf",
          "Inter-Medium.otf",
          "Inter-SemiBold.otf",
          "JetBrainsMono-Regular.ttf",
          "JetBrainsMono-SemiBold.ttf",
          "JetBrainsMono-Italic.ttf");

  private final ReadOnlyObjectWrapper<Palette> palette =
      new ReadOnlyObjectWrapper<>(new Palette(ThemeTokens.light()));
  private final ChangeListener<ColorScheme> onSystemChange = (scheme, was, is) -> apply();
  private Choice choice = Choice.SYSTEM;
  private ThemeTokens tokens = ThemeTokens.light();

  /** Loads the fonts and shows the given choice. */
  public Theme(Choice first) {
    FONTS.forEach(Theme::load);
    Platform.getPreferences().colorSchemeProperty().addListener(onSystemChange);
    choose(first);
  }

  /** Takes the style sheets into a scene and keeps them right when the theme changes. */
  public void dress(Scene scene) {
    restyle(scene);
    palette.addListener((observed, was, is) -> restyle(scene));
  }

  /** The choice in force. */
  public Choice choice() {
    return choice;
  }

  /** Switches the theme. */
  public void choose(Choice wanted) {
    choice = wanted;
    apply();
  }

  /** Switches the theme whenever the choice does. */
  public void follow(ObservableValue<Choice> wanted) {
    wanted.addListener((observed, was, is) -> choose(is));
  }

  /** Whether the dark theme shows. */
  public boolean isDark() {
    return tokens.isDark();
  }

  /** The colours of charts; changes with the theme. */
  public ReadOnlyObjectProperty<Palette> paletteProperty() {
    return palette.getReadOnlyProperty();
  }

  private void apply() {
    boolean dark =
        switch (choice) {
          case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
          case LIGHT -> false;
          case DARK -> true;
        };
    tokens = dark ? ThemeTokens.dark() : ThemeTokens.light();
    Application.setUserAgentStylesheet(
        dark
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
    palette.set(new Palette(tokens));
  }

  private void restyle(Scene scene) {
    scene
        .getStylesheets()
        .setAll(
            tokens.styleSheet(),
            resource(CSS + "alidade.css"),
            resource(CSS + "shell.css"),
            resource(CSS + "search-and-modules.css"),
            resource(CSS + "sql.css"),
            resource(CSS + "performance.css"),
            resource(CSS + "health.css"));
  }

  private static void load(String file) {
    Font font = Font.loadFont(resource("/dev/alidade/app/fonts/" + file), 13);
    if (font == null) {
      throw new IllegalStateException("the font " + file + " cannot be read");
    }
  }

  private static String resource(String path) {
    var url = Theme.class.getResource(path);
    if (url == null) {
      throw new IllegalStateException("the build left out " + path);
    }
    return url.toExternalForm();
  }
}
