package dev.alidade.app.chart;

import dev.alidade.engine.ExecutionPath;
import javafx.scene.paint.Color;

/**
 * Colours of plots, one a meaning: WASM violet, Java amber, SQLite and ONNX grey, series from
 * Okabe-Ito. The only class of the app that deals in colours; they come from the theme's tokens.
 * Values are 0xAARRGGBB, not pre-multiplied. Immutable.
 */
public final class Palette {
  private static final int SERIES = 8;

  private final ThemeTokens tokens;

  public Palette(ThemeTokens tokens) {
    this.tokens = tokens;
  }

  /** Whether it belongs to the dark theme. */
  public boolean isDark() {
    return tokens.isDark();
  }

  /** A colour by its token's name, for example {@code grid}. */
  public int argb(String token) {
    return tokens.argb(token);
  }

  /** The same for a JavaFX shape. */
  public Color color(String token) {
    return color(tokens.argb(token));
  }

  /** Any colour of this palette for a JavaFX shape. */
  public static Color color(int argb) {
    return Color.rgb((argb >> 16) & 0xFF, (argb >> 8) & 0xFF, argb & 0xFF, (argb >>> 24) / 255.0);
  }

  /** The colour of series {@code index}, from 0; repeats after eight. */
  public int series(int index) {
    return tokens.argb("s" + (Math.floorMod(index, SERIES) + 1));
  }

  /** The fill of what did the work. */
  public int path(ExecutionPath path) {
    return switch (path) {
      case WASM_SIMD, WASM_SCALAR -> tokens.argb("wasm-fill");
      case JAVA -> tokens.argb("java-fill");
      case SQLITE, ONNX -> tokens.argb("bar");
    };
  }

  /** A colour of the heat scale, from empty (0) to full (1). */
  public int heat(double share) {
    double at = Math.clamp(share, 0, 1) * 4;
    int below = (int) Math.min(3, Math.floor(at));
    return mix(tokens.argb("heat-" + (below + 1)), tokens.argb("heat-" + (below + 2)), at - below);
  }

  /** The same colour with another opacity, 0 to 1. */
  public static int withOpacity(int argb, double opacity) {
    int alpha = (int) Math.round(Math.clamp(opacity, 0, 1) * 255);
    return (alpha << 24) | (argb & 0xFFFFFF);
  }

  /** A colour between two: {@code share} 0 gives the first, 1 the second. */
  public static int mix(int from, int to, double share) {
    int mixed = 0;
    for (int shift = 0; shift <= 24; shift += 8) {
      int a = (from >>> shift) & 0xFF;
      int b = (to >>> shift) & 0xFF;
      mixed |= (int) Math.round(a + (b - a) * share) << shift;
    }
    return mixed;
  }
}
