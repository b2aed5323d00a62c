package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.Region;
import java.util.List;
import java.util.Optional;

/** How a column's regions are laid out; stored in workspaces under these names. */
enum ColumnLayout {
  BOOL,
  INT64,
  FLOAT64,
  TIMESTAMP,
  DICTIONARY,
  UTF8,
  VECTOR;

  static ColumnLayout of(Column column) {
    return switch (column) {
      case BoolColumn c -> BOOL;
      case Int64Column c -> INT64;
      case Float64Column c -> FLOAT64;
      case TimestampColumn c -> TIMESTAMP;
      case DictionaryColumn c -> DICTIONARY;
      case Utf8Column c -> UTF8;
      case VectorColumn c -> VECTOR;
    };
  }

  /** What else a column of this layout needs to be put together again: dimensions or entries. */
  static int extent(Column column) {
    return switch (column) {
      case VectorColumn vectors -> vectors.dimensions();
      case DictionaryColumn texts -> texts.dictionarySize();
      default -> 0;
    };
  }

  /**
   * @param regions as {@link Column#regions} gave them, without the validity bitmap
   */
  Column column(
      String name,
      long rows,
      long nulls,
      int extent,
      Optional<Region> validity,
      List<Region> regions) {
    Region first = regions.getFirst();
    return switch (this) {
      case BOOL ->
          new BoolColumn(field(name, ColumnType.BOOL, nulls), rows, nulls, validity, first);
      case INT64 ->
          new Int64Column(field(name, ColumnType.INT64, nulls), rows, nulls, validity, first);
      case FLOAT64 ->
          new Float64Column(field(name, ColumnType.FLOAT64, nulls), rows, nulls, validity, first);
      case TIMESTAMP ->
          new TimestampColumn(
              field(name, ColumnType.TIMESTAMP, nulls), rows, nulls, validity, first);
      case DICTIONARY ->
          new DictionaryColumn(
              field(name, ColumnType.STRING, nulls),
              rows,
              nulls,
              validity,
              first,
              extent,
              regions.get(1),
              regions.get(2));
      case UTF8 ->
          new Utf8Column(
              field(name, ColumnType.STRING, nulls), rows, nulls, validity, first, regions.get(1));
      case VECTOR ->
          new VectorColumn(
              field(name, ColumnType.VECTOR, nulls), rows, nulls, validity, extent, first);
    };
  }

  private static Field field(String name, ColumnType type, long nulls) {
    return new Field(name, type, nulls > 0);
  }
}
