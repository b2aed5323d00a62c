package dev.alidade.engine.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Collects a Parquet column's values, over one row group or several. Lists of numbers can be
 * collected as vectors for as long as they are of one length.
 */
final class ParquetBuilder {
  private static final int VALUES_PER_CHECK = 16_384;

  private final ParquetColumn column;
  private final boolean asVectors;

  /** Without values where vectors are collected. */
  private final ColumnBuilder builder;

  private @Nullable VectorColumnBuilder vectors;

  /** A row has no vector of the length of those before it. */
  private boolean ragged;

  private int nullsBefore;
  private double[] numbers = new double[16];

  private ParquetBuilder(ParquetColumn column, boolean asVectors) {
    this.column = column;
    this.builder = ColumnBuilder.of(column.name(), column.type(), 0);
    this.asVectors = asVectors;
  }

  /** Lists of numbers are collected as vectors; see {@link #isRagged}. */
  static ParquetBuilder withVectors(ParquetColumn column) {
    return new ParquetBuilder(column, column.isListOfNumbers());
  }

  /** The column in the type of the schema, whatever its values: lists are text. */
  static ParquetBuilder asInSchema(ParquetColumn column) {
    return new ParquetBuilder(column, false);
  }

  /**
   * Whether lists that were to be vectors are not all of one length, or have elements that are
   * null: then nothing was collected, and the column is to be read again as in the schema.
   */
  boolean isRagged() {
    return ragged;
  }

  ParquetColumn column() {
    return column;
  }

  ColumnBuilder finished() {
    if (vectors != null) {
      return vectors;
    }
    builder.appendNulls(nullsBefore);
    return builder;
  }

  void read(ColumnReader reader, long rows, Runnable check) {
    if (asVectors) {
      readVectors(reader, rows, check);
      return;
    }
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
        builder.appendValue(level == column.listLevel() - 1 ? "[]" : null);
        pass(reader);
        continue;
      }
      List<@Nullable Object> elements = new ArrayList<>();
      do {
        boolean present =
            reader.getCurrentDefinitionLevel() == column.descriptor().getMaxDefinitionLevel();
        elements.add(present ? ParquetValues.element(reader, column) : null);
        reader.consume();
      } while (reader.getCurrentRepetitionLevel() > 0);
      builder.appendValue(JsonValues.text(elements));
    }
  }

  private void readVectors(ColumnReader reader, long rows, Runnable check) {
    for (long row = 0; row < rows && !ragged; row++) {
      if (row % VALUES_PER_CHECK == 0) {
        check.run();
      }
      int level = reader.getCurrentDefinitionLevel();
      if (level >= column.listLevel()) {
        appendVector(readVector(reader));
        continue;
      }
      if (level == column.listLevel() - 1) {
        giveUp();
      } else if (vectors == null) {
        nullsBefore++;
      } else {
        vectors.appendNull();
      }
      pass(reader);
    }
  }

  /**
   * Goes on to the next row. DuckDB writes as many levels for a missing array of fixed size as it
   * would have elements.
   */
  private static void pass(ColumnReader reader) {
    do {
      reader.consume();
    } while (reader.getCurrentRepetitionLevel() > 0);
  }

  /**
   * Reads one list into {@link #numbers}; gives its length, or −1 where an element is no number or
   * a vector would lose digits.
   */
  private int readVector(ColumnReader reader) {
    int present = column.descriptor().getMaxDefinitionLevel();
    int length = 0;
    boolean usable = true;
    do {
      if (length == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * length);
      }
      if (reader.getCurrentDefinitionLevel() < present) {
        usable = false;
      } else if (column.annotation() == null && column.stored() == PrimitiveTypeName.FLOAT) {
        numbers[length] = reader.getFloat();
      } else {
        switch (ParquetValues.element(reader, column)) {
          case Long whole when !Numbers64.losesDigitsAsFloat64(whole) -> numbers[length] = whole;
          case Double number -> numbers[length] = number;
          default -> usable = false;
        }
      }
      length++;
      reader.consume();
    } while (reader.getCurrentRepetitionLevel() > 0);
    return usable && Float32Rule.takes(numbers, length) ? length : -1;
  }

  private void appendVector(int length) {
    if (length < 0 || vectors != null && vectors.dimensions() != length) {
      giveUp();
      return;
    }
    if (vectors == null) {
      vectors = new VectorColumnBuilder(column.name(), length);
      vectors.appendNulls(nullsBefore);
      nullsBefore = 0;
      numbers = Arrays.copyOf(numbers, length);
    }
    vectors.append(ValueCells.floats(numbers));
  }

  private void giveUp() {
    ragged = true;
    vectors = null;
    nullsBefore = 0;
  }
}
