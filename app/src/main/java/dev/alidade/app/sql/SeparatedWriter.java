package dev.alidade.app.sql;

import java.io.IOException;
import java.io.Writer;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV by RFC 4180, or with tabs. NULL is an empty cell, an empty text is an empty cell in quotes,
 * bytes are hexadecimal.
 */
final class SeparatedWriter implements RowWriter {
  private final Writer out;
  private final char separator;

  SeparatedWriter(Writer out, List<String> columns, char separator) throws IOException {
    this.out = out;
    this.separator = separator;
    row(columns.toArray());
  }

  @Override
  public void row(@Nullable Object[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        out.write(separator);
      }
      Object value = values[i];
      if (value instanceof byte[] bytes) {
        out.write(HexFormat.of().formatHex(bytes));
      } else if (value instanceof String text) {
        out.write(cell(text));
      } else if (value != null) {
        out.write(value.toString());
      }
    }
    out.write("\r\n");
  }

  private String cell(String text) {
    boolean quoted =
        text.isEmpty()
            || text.indexOf(separator) >= 0
            || text.indexOf('"') >= 0
            || text.indexOf('\n') >= 0
            || text.indexOf('\r') >= 0;
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  @Override
  public void end() {}
}
