package dev.alidade.app.sql;

import dev.alidade.engine.sql.DatabaseSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Ctrl+Space offers: after a table's name or alias and a point its columns; else tables,
 * aliases, columns and keywords that begin with what stands at the caret.
 */
final class Completion {
  private static final int MOST = 14;

  /** {@code FROM table AS alias}, {@code JOIN table alias}, {@code , table alias}. */
  private static final Pattern ALIAS =
      Pattern.compile(
          "(?:\\b(?:from|join)|,)\\s+[\"`\\[]?(\\w+)[\"`\\]]?(?:\\s+as)?\\s+(\\w+)",
          Pattern.CASE_INSENSITIVE);

  private Completion() {}

  /** The word that ends at the caret. */
  static String prefix(String line, int caret) {
    int end = Math.min(caret, line.length());
    return line.substring(wordStart(line, end), end);
  }

  private static int wordStart(String line, int end) {
    int from = end;
    while (from > 0
        && (Character.isLetterOrDigit(line.charAt(from - 1)) || line.charAt(from - 1) == '_')) {
      from--;
    }
    return from;
  }

  /**
   * @param line the caret's line
   * @param script the whole text, for its aliases
   */
  static List<String> offers(String line, int caret, String script, DatabaseSchema schema) {
    String prefix = prefix(line, caret);
    int start = Math.min(caret, line.length()) - prefix.length();
    Map<String, String> tableOf = aliases(script);
    Stream<String> words;
    if (start > 0 && line.charAt(start - 1) == '.') {
      String owner = line.substring(wordStart(line, start - 1), start - 1).toLowerCase(Locale.ROOT);
      words = columns(schema, tableOf.getOrDefault(owner, owner));
    } else {
      words =
          Stream.of(
                  schema.tables().stream().map(DatabaseSchema.Table::name),
                  tableOf.keySet().stream().sorted(),
                  columns(schema, ""),
                  SqlWords.KEYWORDS.stream().sorted())
              .flatMap(part -> part);
    }
    String wanted = prefix.toLowerCase(Locale.ROOT);
    return words
        .filter(word -> word.toLowerCase(Locale.ROOT).startsWith(wanted))
        .filter(word -> word.length() > prefix.length())
        .distinct()
        .limit(MOST)
        .toList();
  }

  /** Columns of one table, or of all where the name is empty. */
  private static Stream<String> columns(DatabaseSchema schema, String table) {
    return schema.tables().stream()
        .filter(t -> table.isEmpty() || t.name().equalsIgnoreCase(table))
        .flatMap(t -> t.columns().stream())
        .map(DatabaseSchema.TableColumn::name);
  }

  /** Tables by their alias in lower case. */
  private static Map<String, String> aliases(String script) {
    Map<String, String> tables = new HashMap<>();
    Matcher matcher = ALIAS.matcher(script);
    while (matcher.find()) {
      String alias = matcher.group(2);
      if (!SqlWords.KEYWORDS.contains(alias.toUpperCase(Locale.ROOT))) {
        tables.put(alias.toLowerCase(Locale.ROOT), matcher.group(1));
      }
    }
    return tables;
  }
}
