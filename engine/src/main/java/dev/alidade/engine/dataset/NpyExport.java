package dev.alidade.engine.dataset;

import dev.alidade.engine.InvalidRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a NumPy array: a single column as it is, several numeric ones as rows of 64-bit floats. A
 * missing number is NaN, a missing timestamp NaT.
 */
final class NpyExport implements RowsWriter {
  /** The header is filled up so that values start at a multiple of this. */
  private static final int ALIGNMENT = 64;

  private final OutputStream out;
  private final boolean asFloats;
  private long rounded;

  NpyExport(OutputStream out, List<Column> columns, long rows) throws IOException {
    this.out = out;
    asFloats =
        columns.size() > 1
            || columns.getFirst() instanceof Int64Column && columns.getFirst().nullCount() > 0;
    if (rows < 0) {
      throw refused("its number of rows is not known before the end");
    }
    for (Column column : columns) {
      requireFit(column, columns.size() > 1);
    }
    writeHeader(rows, columns);
  }

  private static void requireFit(Column column, boolean several) {
    boolean number = column.field().type().isNumeric();
    if (several && !number) {
      throw refused("\"%s\" is no column of numbers".formatted(column.field().name()));
    }
    if (column instanceof StringColumn) {
      throw refused("\"%s\" is text".formatted(column.field().name()));
    }
    if (column.nullCount() > 0
        && (column instanceof BoolColumn || column instanceof VectorColumn)) {
      throw refused("\"%s\" has missing values".formatted(column.field().name()));
    }
  }

  private static InvalidRequest refused(String why) {
    return new InvalidRequest(
        "This cannot be a NumPy array: " + why + ".",
        "Choose columns of numbers, or one column of numbers, truth values, timestamps or"
            + " vectors.");
  }

  private void writeHeader(long rows, List<Column> columns) throws IOException {
    Column first = columns.getFirst();
    String description =
        asFloats
            ? "<f8"
            : switch (first) {
              case BoolColumn c -> "|b1";
              case Int64Column c -> "<i8";
              case Float64Column c -> "<f8";
              case TimestampColumn c -> "<M8[ms]";
              case VectorColumn c -> "<f4";
              case StringColumn c -> throw refused("it is text");
            };
    String shape =
        first instanceof VectorColumn vectors
            ? rows + ", " + vectors.dimensions()
            : columns.size() > 1 ? rows + ", " + columns.size() : rows + ",";
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(description, shape);
    int padding = ALIGNMENT - (NpyFile.MAGIC.length + 4 + header.length() + 1) % ALIGNMENT;
    String padded = header + " ".repeat(padding % ALIGNMENT) + "\n";
    out.write(NpyFile.MAGIC);
    out.write(new byte[] {1, 0, (byte) padded.length(), (byte) (padded.length() >> 8)});
    out.write(padded.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void write(List<Column> columns, long from, long to) throws IOException {
    int width =
        columns.getFirst() instanceof VectorColumn vectors
            ? vectors.dimensions() * 4
            : columns.size() * 8;
    ByteBuffer row = ByteBuffer.allocate(width).order(ByteOrder.LITTLE_ENDIAN);
    for (long i = from; i < to; i++) {
      row.clear();
      for (Column column : columns) {
        put(row, column, i);
      }
      out.write(row.array(), 0, row.position());
    }
  }

  private void put(ByteBuffer row, Column column, long i) {
    boolean missing = column.isNull(i);
    switch (column) {
      case BoolColumn flags -> row.put((byte) (flags.get(i) ? 1 : 0));
      case Int64Column numbers -> {
        if (asFloats) {
          boolean loses = !missing && Numbers64.losesDigitsAsFloat64(numbers.get(i));
          rounded += loses ? 1 : 0;
          row.putDouble(missing ? Double.NaN : numbers.get(i));
        } else {
          row.putLong(numbers.get(i));
        }
      }
      case Float64Column numbers -> row.putDouble(missing ? Double.NaN : numbers.get(i));
      case TimestampColumn times -> row.putLong(missing ? Long.MIN_VALUE : times.epochMillis(i));
      case VectorColumn vectors -> {
        for (float value : vectors.get(i)) {
          row.putFloat(value);
        }
      }
      case StringColumn texts -> throw refused("it is text");
    }
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }

  @Override
  public ExportLosses losses() {
    return new ExportLosses(0, rounded, 0);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
