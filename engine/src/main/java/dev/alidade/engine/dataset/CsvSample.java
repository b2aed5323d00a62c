package dev.alidade.engine.dataset;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.DoubleSupplier;

/** The first rows of a delimited file as columns of types that hold them all. */
final class CsvSample {
  private static final BitSet ALL = new BitSet();

  private final CsvFile file;
  private final int most;
  private final DoubleSupplier read;
  private final List<CsvCells> cells = new ArrayList<>();

  /**
   * @param read how much of the file was read, 0 to 1
   */
  CsvSample(CsvFile file, LoadOptions options, int most, DoubleSupplier read) {
    this.file = file;
    this.read = read;
    this.most = most;
    for (int i = 0; i < file.dialect().names().size(); i++) {
      cells.add(new CsvCells(i, options.decimalComma()));
    }
  }

  LoadSizes sizes() {
    List<TypeWitness> witnesses = new ArrayList<>();
    cells.forEach(column -> witnesses.add(new TypeWitness()));
    eachChunk(
        chunk -> {
          for (int i = 0; i < witnesses.size(); i++) {
            cells.get(i).observe(chunk, 0, chunk.rows, witnesses.get(i));
          }
        });
    List<ColumnBuilder> columns = new ArrayList<>();
    for (int i = 0; i < witnesses.size(); i++) {
      columns.add(
          ColumnBuilder.of(
              file.dialect().names().get(i),
              witnesses.get(i).type(),
              witnesses.get(i).dimensions()));
    }
    double share =
        eachChunk(
            chunk -> {
              for (int i = 0; i < columns.size(); i++) {
                cells.get(i).append(chunk, columns.get(i), ALL);
              }
            });
    return LoadSizes.of(columns, share);
  }

  private interface ChunkWork {
    void take(CsvChunk chunk);
  }

  /** Gives how much of the file was read, 1 where that is all. */
  private double eachChunk(ChunkWork work) {
    CsvChunk chunk = new CsvChunk();
    try (CsvTokenizer tokenizer = file.records()) {
      int rows = 0;
      double share = 0;
      while (tokenizer.next(chunk)) {
        if (rows >= most) {
          return Math.clamp(share, Double.MIN_NORMAL, 1);
        }
        work.take(chunk);
        rows += chunk.rows;
        share = read.getAsDouble();
      }
      return 1;
    }
  }
}
