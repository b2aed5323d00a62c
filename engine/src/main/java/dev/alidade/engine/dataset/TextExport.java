package dev.alidade.engine.dataset;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes CSV and TSV (RFC 4180, UTF-8, LF) with a header. */
final class TextExport implements RowsWriter {
  private final Writer out;
  private final char delimiter;
  private final boolean formulasAsText;

  TextExport(OutputStream out, List<String> names, char delimiter, ExportOptions options)
      throws IOException {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 64 << 10);
    this.delimiter = delimiter;
    this.formulasAsText = options.formulasAsText();
    for (int i = 0; i < names.size(); i++) {
      separate(i);
      writeCell(defused(names.get(i)));
    }
    this.out.write('\n');
  }

  @Override
  public void write(List<Column> columns, long from, long to) throws IOException {
    for (long row = from; row < to; row++) {
      for (int i = 0; i < columns.size(); i++) {
        separate(i);
        Column column = columns.get(i);
        if (!column.isNull(row)) {
          String text = ValueText.of(column, row);
          writeCell(column instanceof StringColumn ? defused(text) : text);
        }
      }
      out.write('\n');
    }
  }

  private void separate(int column) throws IOException {
    if (column > 0) {
      out.write(delimiter);
    }
  }

  /**
   * Text that a spreadsheet takes for text (OWASP, CSV Injection). Numbers are written as they are:
   * {@code -5} is no danger.
   */
  private String defused(String text) {
    if (!formulasAsText || text.isEmpty()) {
      return text;
    }
    return switch (text.charAt(0)) {
      case '=', '+', '-', '@', '\t', '\r', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20' -> "'" + text;
      default -> text;
    };
  }

  private void writeCell(String text) throws IOException {
    boolean plain = !text.isEmpty() && text.charAt(0) != '\uFEFF';
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain = c != delimiter && c != '"' && c != '\n' && c != '\r';
    }
    out.write(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
