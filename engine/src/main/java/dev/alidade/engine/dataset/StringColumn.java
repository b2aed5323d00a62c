package dev.alidade.engine.dataset;

import org.jspecify.annotations.Nullable;

/** Text, dictionary-coded where values repeat. */
public sealed interface StringColumn extends Column permits DictionaryColumn, Utf8Column {
  /** The text of a row that is not null. */
  String text(long row);

  @Override
  default @Nullable Object value(long row) {
    return isNull(row) ? null : text(row);
  }
}
