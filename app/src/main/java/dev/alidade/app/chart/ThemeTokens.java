package dev.alidade.app.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The colours of one theme, read from {@code css/tokens.css}: the one place where colours are
 * written down. Immutable.
 */
public final class ThemeTokens {
  private static final String FILE = "/dev/alidade/app/css/tokens.css";
  private static final Pattern TOKEN =
      Pattern.compile("-al-([a-z0-9-]+):\\s*#([0-9A-Fa-f]{6})([0-9A-Fa-f]{2})?;");

  private final boolean dark;
  private final Map<String, Integer> argbByName;

  private ThemeTokens(boolean dark, Map<String, Integer> argbByName) {
    this.dark = dark;
    this.argbByName = argbByName;
  }

  /** The tokens of the light theme. */
  public static ThemeTokens light() {
    return read(false);
  }

  /** The tokens of the dark theme. */
  public static ThemeTokens dark() {
    return read(true);
  }

  /** Whether these are the dark theme's. */
  public boolean isDark() {
    return dark;
  }

  /**
   * A colour as 0xAARRGGBB, not pre-multiplied.
   *
   * @param name without the prefix, for example {@code wasm-fill}
   * @throws IllegalArgumentException when there is no such token
   */
  public int argb(String name) {
    Integer argb = argbByName.get(name);
    if (argb == null) {
      throw new IllegalArgumentException("tokens.css has no colour -al-" + name);
    }
    return argb;
  }

  /** All names, without the prefix, in the order of the file. */
  public Iterable<String> names() {
    return argbByName.keySet();
  }

  /** A style sheet, as a data URI, that makes the tokens looked-up colours of every root. */
  public String styleSheet() {
    StringBuilder css = new StringBuilder(".root {\n");
    argbByName.forEach(
        (name, argb) ->
            css.append("  -al-%s: #%06X%02X;%n".formatted(name, argb & 0xFFFFFF, argb >>> 24)));
    css.append("}\n");
    return "data:text/css;base64,"
        + Base64.getEncoder().encodeToString(css.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ThemeTokens read(boolean dark) {
    String css = text();
    int start = css.indexOf(dark ? ".al-dark {" : ".al-light {");
    int end = css.indexOf('}', start);
    Map<String, Integer> tokens = new LinkedHashMap<>();
    Matcher matcher = TOKEN.matcher(css.substring(start, end));
    while (matcher.find()) {
      String alpha = matcher.group(3);
      int opacity = alpha == null ? 0xFF : Integer.parseInt(alpha, 16);
      tokens.put(matcher.group(1), (opacity << 24) | Integer.parseInt(matcher.group(2), 16));
    }
    return new ThemeTokens(dark, tokens);
  }

  private static String text() {
    try (InputStream in = ThemeTokens.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + FILE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }
}
