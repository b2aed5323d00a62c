package dev.alidade.engine.telemetry.export;

import java.util.Locale;

/** Parts of HTML pages that need no other file, in light and dark. */
public final class HtmlText {
  /** The tokens of the app for text, borders, WASM and Java. */
  private static final String STYLE =
      """
      :root{--bg:#fff;--fg:#1f2328;--muted:#57606a;--line:#d0d7de;--wasm:#8250df;--java:#bf8700;
      --bar:#8c959f;--ok:#1a7f37;--warn:#a84300;--err:#cf222e;--p50:#1f2328;--p95:#0072b2;--p99:#d55e00;color-scheme:light dark}
      @media(prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--muted:#9da7b3;
      --line:#30363d;--wasm:#a371f7;--java:#d29922;--bar:#6e7681;--ok:#3fb950;--warn:#f0883e;
      --err:#ff7b72;--p50:#e6edf3;--p95:#56b4e9;--p99:#e69f00}}
      body{font:14px/1.5 Inter,system-ui,sans-serif;color:var(--fg);background:var(--bg);
      margin:32px auto;max-width:1100px;padding:0 24px}
      h1{font-size:20px}h2{font-size:15px;margin-top:32px}p{color:var(--muted)}
      table{border-collapse:collapse;width:100%}
      th{text-align:left;font-size:12px;color:var(--muted)}
      td,th{padding:4px 8px;vertical-align:middle}
      tr.first td{border-top:1px solid var(--line)}
      .figure{text-align:right;white-space:nowrap;font-family:"JetBrains Mono",monospace}
      .bar{width:32%}.bar span{display:block;height:12px;border-radius:2px;background:var(--bar)}
      .bar .wasm{background:var(--wasm)}.bar .java{background:var(--java)}
      figure{margin:16px 0}figcaption{font-size:12px;color:var(--muted)}
      .key{margin-left:12px}.key::before{content:"";display:inline-block;width:12px;height:3px;
      margin-right:5px;vertical-align:middle;background:currentColor}
      svg{width:100%;height:auto}svg text{font-size:11px;fill:var(--muted)}
      .grid{stroke:var(--line);stroke-width:1}.line{fill:none;stroke:currentColor;stroke-width:1.5}
      .p50{color:var(--p50)}.p95{color:var(--p95)}.p99{color:var(--p99)}.line.failed,.key.failed{
      color:var(--err)}.line.wasm,.key.wasm{color:var(--wasm)}.line.bar,.key.bar{color:var(--bar)}
      .healthy{color:var(--ok)}.degraded{color:var(--warn)}.unhealthy{color:var(--err)}\
      """;

  private HtmlText() {}

  /** A whole page. */
  public static String page(String title, String body) {
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
        + escape(title)
        + "</title><style>"
        + STYLE
        + "</style></head><body>"
        + body
        + "</body></html>\n";
  }

  /**
   * A horizontal bar.
   *
   * @param share 0 to 1 of the column's width
   * @param styleClass {@code wasm}, {@code java} or any other word for grey
   */
  public static String bar(double share, String styleClass) {
    return String.format(
        Locale.ROOT,
        "<span class=\"%s\" style=\"width:%.1f%%\"></span>",
        escape(styleClass),
        Math.clamp(share, 0, 1) * 100);
  }

  /** Text that cannot become markup. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
