package dev.alidade.engine.data.expression;

import dev.alidade.engine.dataset.BoolColumn;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.DictionaryColumn;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.dataset.Float64Column;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.TimestampColumn;
import dev.alidade.engine.dataset.Utf8Column;
import dev.alidade.engine.dataset.VectorColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of a column. */
final class ColumnEvaluator extends RowEvaluator {
  private final int index;
  private @Nullable RowCode read;

  ColumnEvaluator(Field field, int index) {
    super(field.type(), field.nullable());
    this.index = index;
  }

  void bind(List<Column> columns) {
    read = reader(columns.get(index));
  }

  @Override
  public boolean evaluate(long row) {
    if (read == null) {
      throw new IllegalStateException("the expression is not bound to columns");
    }
    return read.run(this, row);
  }

  private static RowCode reader(Column column) {
    RowCode values =
        switch (column) {
          case Int64Column c ->
              (self, row) -> {
                self.int64 = c.get(row);
                return true;
              };
          case TimestampColumn c ->
              (self, row) -> {
                self.int64 = c.epochMillis(row);
                return true;
              };
          case Float64Column c ->
              (self, row) -> {
                self.float64 = c.get(row);
                return true;
              };
          case BoolColumn c ->
              (self, row) -> {
                self.bool = c.get(row);
                return true;
              };
          case Utf8Column c ->
              (self, row) -> {
                self.text = c.text(row);
                return true;
              };
          case DictionaryColumn c -> dictionaryReader(c);
          case VectorColumn c -> throw new IllegalStateException("vectors have no evaluator");
        };
    return column.nullCount() == 0
        ? values
        : (self, row) -> !column.isNull(row) && values.run(self, row);
  }

  /** Decodes each entry once. */
  private static RowCode dictionaryReader(DictionaryColumn column) {
    @Nullable String[] entries = new @Nullable String[column.dictionarySize()];
    return (self, row) -> {
      int code = column.code(row);
      String entry = entries[code];
      if (entry == null) {
        entry = column.entry(code);
        entries[code] = entry;
      }
      self.text = entry;
      return true;
    };
  }
}
