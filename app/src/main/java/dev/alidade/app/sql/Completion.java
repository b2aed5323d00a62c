package dev.alidade.app.sql;

import dev.alidade.engine.sql.DatabaseSchema;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What Ctrl+Space offers: tables, columns and keywords that begin with what stands at the caret.
 */
final class Completion {
  private static final int MOST = 14;

  private Completion() {}

  /** The word that ends at the caret. */
  static String prefix(String line, int caret) {
    int from = Math.min(caret, line.length());
    while (from > 0
        && (Character.isLetterOrDigit(line.charAt(from - 1)) || line.charAt(from - 1) == '_')) {
      from--;
    }
    return line.substring(from, Math.min(caret, line.length()));
  }

  static List<String> offers(String prefix, DatabaseSchema schema) {
    String wanted = prefix.toLowerCase(Locale.ROOT);
    Stream<String> tables = schema.tables().stream().map(DatabaseSchema.Table::name);
    Stream<String> columns =
        schema.tables().stream()
            .flatMap(table -> table.columns().stream())
            .map(DatabaseSchema.TableColumn::name);
    return Stream.concat(Stream.concat(tables, columns), SqlWords.KEYWORDS.stream().sorted())
        .filter(word -> word.toLowerCase(Locale.ROOT).startsWith(wanted))
        .filter(word -> word.length() > prefix.length())
        .distinct()
        .limit(MOST)
        .toList();
  }
}
