package dev.alidade.app.sql;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats in which rows can be written. */
enum RowFormat {
  CSV("CSV", "csv"),
  TSV("TSV", "tsv"),
  JSON("JSON", "json"),
  NDJSON("NDJSON", "ndjson"),
  MARKDOWN("Markdown", "md"),
  SQL("SQL INSERTs", "sql");

  private final String title;
  private final String ending;

  RowFormat(String title, String ending) {
    this.title = title;
    this.ending = ending;
  }

  String title() {
    return title;
  }

  String ending() {
    return ending;
  }

  /** The one that a file's name tells. */
  static Optional<RowFormat> ofFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> lower.endsWith("." + format.ending))
        .findFirst();
  }

  /**
   * @param table names the rows where the format has a name for them
   */
  RowWriter to(Writer out, List<String> columns, String table) throws IOException {
    return switch (this) {
      case CSV -> new SeparatedWriter(out, columns, ',');
      case TSV -> new SeparatedWriter(out, columns, '\t');
      case JSON -> new JsonWriter(out, columns, true);
      case NDJSON -> new JsonWriter(out, columns, false);
      case MARKDOWN -> new MarkdownWriter(out, columns);
      case SQL -> new InsertWriter(out, columns, table);
    };
  }
}
