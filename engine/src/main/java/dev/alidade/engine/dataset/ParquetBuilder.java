package dev.alidade.engine.dataset;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Collects a Parquet column's values, over one row group or several. */
final class ParquetBuilder {
  private static final int VALUES_PER_CHECK = 16_384;

  private final ParquetColumn column;
  private final ColumnBuilder builder;

  /** Lists of numbers as long as they may be vectors; null once they cannot. */
  private @Nullable VectorColumnBuilder vectors;

  private boolean vectorsPossible;
  private int nullsBefore;

  ParquetBuilder(ParquetColumn column) {
    this.column = column;
    this.builder = ColumnBuilder.of(column.name(), column.type(), 0);
    this.vectorsPossible = column.isList();
  }

  ParquetColumn column() {
    return column;
  }

  /** The column; lists of numbers of one length as vectors. */
  ColumnBuilder finished() {
    return vectorsPossible && vectors != null ? vectors : builder;
  }

  /** The column in the type of the schema, whatever its values. */
  ColumnBuilder unfinished() {
    return builder;
  }

  void read(ColumnReader reader, long rows, Runnable check) {
    if (column.isList()) {
      readLists(reader, rows, check);
      return;
    }
    int present = column.descriptor().getMaxDefinitionLevel();
    for (long row = 0; row < rows; row++) {
      if (row % VALUES_PER_CHECK == 0) {
        check.run();
      }
      if (reader.getCurrentDefinitionLevel() < present) {
        builder.appendNull();
      } else {
        append(reader);
      }
      reader.consume();
    }
  }

  private void append(ColumnReader reader) {
    switch (builder) {
      case BoolColumnBuilder flags -> flags.append(reader.getBoolean());
      case TimestampColumnBuilder times -> times.append(ParquetValues.whole(reader, column));
      case Int64ColumnBuilder numbers -> numbers.append(ParquetValues.whole(reader, column));
      case Float64ColumnBuilder numbers when column.annotation() == null ->
          numbers.append(
              switch (column.stored()) {
                case FLOAT -> reader.getFloat();
                default -> reader.getDouble();
              });
      case StringColumnBuilder texts when ParquetValues.isText(column) -> {
        Binary text = reader.getBinary();
        byte[] utf8 = text.getBytesUnsafe();
        texts.appendUtf8(utf8, 0, utf8.length);
      }
      case StringColumnBuilder texts ->
          texts.append(ParquetValues.value(reader, column).toString());
      default -> builder.appendValue(ParquetValues.value(reader, column));
    }
  }

  private void readLists(ColumnReader reader, long rows, Runnable check) {
    for (long row = 0; row < rows; row++) {
      if (row % VALUES_PER_CHECK == 0) {
        check.run();
      }
      int level = reader.getCurrentDefinitionLevel();
      if (level < column.listLevel()) {
        appendList(level == column.listLevel() - 1 ? List.of() : null);
        reader.consume();
        continue;
      }
      List<@Nullable Object> elements = new ArrayList<>();
      do {
        boolean present =
            reader.getCurrentDefinitionLevel() == column.descriptor().getMaxDefinitionLevel();
        elements.add(present ? ParquetValues.element(reader, column) : null);
        reader.consume();
      } while (reader.getCurrentRepetitionLevel() > 0);
      appendList(elements);
    }
  }

  private void appendList(@Nullable List<? extends @Nullable Object> elements) {
    builder.appendValue(elements == null ? null : JsonValues.text(elements));
    if (!vectorsPossible) {
      return;
    }
    if (elements == null) {
      if (vectors == null) {
        nullsBefore++;
      } else {
        vectors.appendNull();
      }
      return;
    }
    float[] vector = floats(elements);
    if (vector == null || vectors != null && vectors.dimensions() != vector.length) {
      vectorsPossible = false;
      vectors = null;
      return;
    }
    if (vectors == null) {
      vectors = new VectorColumnBuilder(column.name(), vector.length);
      vectors.appendNulls(nullsBefore);
    }
    vectors.append(vector);
  }

  private static float @Nullable [] floats(List<? extends @Nullable Object> elements) {
    float[] vector = new float[elements.size()];
    for (int i = 0; i < vector.length; i++) {
      if (!(elements.get(i) instanceof Number number)) {
        return null;
      }
      vector[i] = number.floatValue();
    }
    return vector.length == 0 ? null : vector;
  }
}
