package dev.alidade.app.sql;

import dev.alidade.app.format.Figures;
import java.io.IOException;
import java.io.Writer;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of GitHub's Markdown. NULL is in italics; bytes are only counted. */
final class MarkdownWriter implements RowWriter {
  private final Writer out;

  MarkdownWriter(Writer out, List<String> columns) throws IOException {
    this.out = out;
    row(columns.toArray());
    out.write("|" + String.join("|", Collections.nCopies(columns.size(), " --- ")) + "|\n");
  }

  @Override
  public void row(@Nullable Object[] values) throws IOException {
    for (Object value : values) {
      out.write("| ");
      out.write(cell(value));
      out.write(' ');
    }
    out.write("|\n");
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "*null*";
      case byte[] bytes -> Figures.counted(bytes.length, "byte");
      default ->
          value
              .toString()
              .replace("\\", "\\\\")
              .replace("|", "\\|")
              .replace("\r", "")
              .replace("\n", "<br>");
    };
  }

  @Override
  public void end() {}
}
