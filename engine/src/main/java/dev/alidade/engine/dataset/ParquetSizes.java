package dev.alidade.engine.dataset;

import java.util.List;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/** What the footer of a Parquet file says about the size of its columns. */
final class ParquetSizes {
  /** Reading so much takes some 0.2 seconds. */
  private static final long SMALL_BYTES = 64 << 20;

  /** Of a number written as text in a list, with its comma. */
  private static final int LISTED_NUMBER = 12;

  private final List<ParquetColumn> columns;
  private final List<BlockMetaData> groups;

  ParquetSizes(List<ParquetColumn> columns, List<BlockMetaData> groups) {
    this.columns = columns;
    this.groups = groups;
  }

  boolean firstIsSmall() {
    return !groups.isEmpty() && groups.getFirst().getTotalByteSize() <= SMALL_BYTES;
  }

  /** All row groups like the first one. */
  LoadSizes like(List<ColumnBuilder> first) {
    long rows = groups.stream().mapToLong(BlockMetaData::getRowCount).sum();
    LoadSizes sizes =
        LoadSizes.of(
            first, Math.max(1, groups.getFirst().getRowCount()) / (double) Math.max(1, rows));
    return new LoadSizes(sizes.columns(), sizes.largest(), sizes.reading() + reading());
  }

  /** By types and encoded sizes. */
  LoadSizes estimated() {
    long all = 0;
    long largest = 0;
    for (int i = 0; i < columns.size(); i++) {
      long bytes = 0;
      for (BlockMetaData group : groups) {
        bytes += bytes(columns.get(i), group.getColumns().get(i));
      }
      all += bytes;
      largest = Math.max(largest, bytes);
    }
    return new LoadSizes(all, largest, reading());
  }

  private static long bytes(ParquetColumn column, ColumnChunkMetaData chunk) {
    long values = chunk.getValueCount();
    long encoded = chunk.getTotalUncompressedSize();
    if (column.isListOfNumbers()) {
      return values * LISTED_NUMBER;
    }
    return switch (column.type()) {
      case BOOL -> values / Byte.SIZE;
      case INT64, FLOAT64, TIMESTAMP -> values * Long.BYTES;
      // Bytes become hexadecimal digits; texts are mostly coded in the file too.
      case STRING, VECTOR ->
          values * Integer.BYTES + encoded * (ParquetValues.isText(column) ? 1 : 2);
    };
  }

  /** A row group lies there as it was read, and one of its columns' pages unpacked. */
  private long reading() {
    long most = 0;
    for (BlockMetaData group : groups) {
      long packed = group.getColumns().stream().mapToLong(ColumnChunkMetaData::getTotalSize).sum();
      long unpacked =
          group.getColumns().stream()
              .mapToLong(ColumnChunkMetaData::getTotalUncompressedSize)
              .max()
              .orElse(0);
      most = Math.max(most, packed + unpacked);
    }
    return most;
  }
}
