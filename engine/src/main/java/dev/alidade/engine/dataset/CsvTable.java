package dev.alidade.engine.dataset;

import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import dev.alidade.engine.dataset.LoadOptions.BadValues;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns a delimited file into typed columns: one thread cuts records while others convert the
 * columns of the records before. Types come from a sample; the full reading corrects them. A column
 * whose type turns out too narrow is only looked at from there on, and the file is read once more
 * for such columns, so that their text is taken as it stands.
 */
final class CsvTable {
  /** What the sample must be for its types to hold nearly always, and still cost little. */
  private static final int SAMPLE_RECORDS = 10_000;

  /** In the reject mode a column has the type that so many of its sampled values have. */
  static final double MOST = 0.9;

  private static final BitSet NONE = new BitSet();

  private final CsvFile file;
  private final LoadOptions options;
  private final Progress progress;
  private final int threads;
  private final List<Slot> slots = new ArrayList<>();

  /** Those that are read: all of them, or what a stream was asked for. */
  private List<Slot> active = slots;

  private RejectList rejects = new RejectList();

  private CsvChunk.@Nullable Bad lastBad;
  private long records;
  private long rows;
  private boolean anyPart;

  CsvTable(CsvFile file, LoadOptions options, Progress progress, int threads) {
    this.file = file;
    this.options = options;
    this.progress = progress;
    this.threads = threads;
    for (int i = 0; i < file.dialect().names().size(); i++) {
      slots.add(new Slot(i, new CsvCells(i, options.decimalComma())));
    }
  }

  private static final class Slot {
    final CsvCells cells;
    final TypeWitness witness = new TypeWitness();
    final BitSet unfit = new BitSet();
    @Nullable ColumnBuilder builder;

    final int column;

    Slot(int column, CsvCells cells) {
      this.column = column;
      this.cells = cells;
    }

    /** Appends, and only looks from the first row on that does not fit. */
    void convert(CsvChunk chunk) {
      int from = 0;
      if (builder != null) {
        from = cells.append(chunk, builder, NONE);
        if (from < chunk.rows) {
          witness.sawAll(builder);
          builder = null;
        }
      }
      if (builder == null) {
        cells.observe(chunk, from, chunk.rows, witness);
      }
    }
  }

  TableLoader.Table load() {
    sample();
    for (int i = 0; i < slots.size(); i++) {
      slots.get(i).builder = builder(i);
    }
    readAll(() -> {});
    if (slots.stream().anyMatch(slot -> slot.builder == null)) {
      readAgain();
    }
    List<ColumnBuilder> columns = new ArrayList<>();
    for (Slot slot : slots) {
      columns.add(Objects.requireNonNull(slot.builder));
    }
    return new TableLoader.Table(columns, rows, rejects);
  }

  private ColumnBuilder builder(int column) {
    TypeWitness witness = slots.get(column).witness;
    ColumnType type =
        options.badValues() == BadValues.REJECT ? witness.typeOfMost(MOST) : witness.type();
    return ColumnBuilder.of(file.dialect().names().get(column), type, witness.dimensions());
  }

  private void sample() {
    CsvChunk chunk = new CsvChunk();
    try (CsvTokenizer tokenizer = file.records()) {
      for (int seen = 0; seen < SAMPLE_RECORDS && tokenizer.next(chunk); seen += chunk.rows) {
        progress.check(operation());
        int last = Math.min(chunk.rows, SAMPLE_RECORDS - seen);
        slots.forEach(slot -> slot.cells.observe(chunk, 0, last, slot.witness));
      }
    }
  }

  private String operation() {
    return "loading " + file.source().file().fileName();
  }

  /** What is done with each chunk. */
  private interface ChunkWork {
    /** Begins on the helpers' threads. */
    void start(Lanes lanes, CsvChunk chunk);

    /** On the caller's thread, when the chunk is done. */
    void done(CsvChunk chunk);
  }

  private void eachChunk(ChunkWork work, String message) {
    try (CsvTokenizer tokenizer = file.records();
        Lanes lanes = new Lanes(threads)) {
      CsvChunk current = new CsvChunk();
      CsvChunk next = new CsvChunk();
      boolean more = tokenizer.next(current);
      while (more) {
        progress.check(operation());
        progress.report(file.source().file().fraction(), message.formatted(records));
        work.start(lanes, current);
        more = tokenizer.next(next);
        lanes.finish();
        work.done(current);
        records += current.rows;
        CsvChunk free = current;
        current = next;
        next = free;
      }
      refuseCutOff(tokenizer);
    }
  }

  private void readAll(Runnable afterChunk) {
    eachChunk(
        new ChunkWork() {
          @Override
          public void start(Lanes lanes, CsvChunk chunk) {
            if (options.badValues() == BadValues.WIDEN) {
              lanes.start(active.size(), i -> active.get(i).convert(chunk));
            } else {
              lanes.start(active.size(), i -> markUnfit(active.get(i), chunk));
            }
          }

          @Override
          public void done(CsvChunk chunk) {
            if (options.badValues() == BadValues.WIDEN) {
              rows += chunk.rows;
              chunk.bad.forEach(bad -> rejects.add(reject(bad)));
            } else {
              takeFit(chunk);
            }
            remember(chunk);
            afterChunk.run();
          }
        },
        "%,d rows");
  }

  /** A value does not fit the type that the sample gave its column. */
  private static final class TooNarrow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooNarrow() {
      super(null, null, false, false);
    }
  }

  /** Names and types of the columns as the sample has them. */
  List<Field> fields() {
    sample();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      ColumnBuilder builder = builder(i);
      fields.add(new Field(builder.name(), builder.type(), true));
    }
    return fields;
  }

  /**
   * Hands out the rows in parts, in their order. Where a value does not fit a type of the sample
   * and types are to be widened, the whole file is looked at, and the parts come again from the
   * start.
   *
   * @param wanted names of columns; empty for all
   */
  void parts(List<String> wanted, PartSink sink) {
    sample();
    List<String> names = file.dialect().names();
    if (!wanted.isEmpty()) {
      active = slots.stream().filter(slot -> wanted.contains(names.get(slot.column))).toList();
    }
    try {
      readParts(sink);
    } catch (TooNarrow e) {
      observeAll();
      readParts(sink);
    }
  }

  private void readParts(PartSink sink) {
    rejects = new RejectList();
    records = 0;
    rows = 0;
    lastBad = null;
    anyPart = false;
    fresh();
    sink.begin(active.stream().map(slot -> field(slot)).toList());
    readAll(
        () -> {
          if (active.stream().anyMatch(slot -> slot.builder == null)) {
            throw new TooNarrow();
          }
          if (rows >= PartSink.ROWS) {
            flush(sink);
          }
        });
    flush(sink);
    if (!anyPart) {
      // So that whoever takes the parts knows the columns.
      emit(sink);
    }
    sink.end(rejects);
  }

  private Field field(Slot slot) {
    ColumnBuilder builder = Objects.requireNonNull(slot.builder);
    return new Field(builder.name(), builder.type(), true);
  }

  private void fresh() {
    active.forEach(slot -> slot.builder = builder(slot.column));
  }

  private void flush(PartSink sink) {
    if (rows > 0) {
      emit(sink);
      anyPart = true;
      rows = 0;
      fresh();
    }
  }

  private void emit(PartSink sink) {
    List<ColumnBuilder> columns = new ArrayList<>();
    active.forEach(slot -> columns.add(Objects.requireNonNull(slot.builder)));
    sink.accept(columns, rows);
  }

  private void observeAll() {
    records = 0;
    lastBad = null;
    eachChunk(
        new ChunkWork() {
          @Override
          public void start(Lanes lanes, CsvChunk chunk) {
            lanes.start(
                active.size(),
                i -> active.get(i).cells.observe(chunk, 0, chunk.rows, active.get(i).witness));
          }

          @Override
          public void done(CsvChunk chunk) {
            remember(chunk);
          }
        },
        "%,d rows, looked at for types that hold them all");
  }

  private static void markUnfit(Slot slot, CsvChunk chunk) {
    slot.unfit.clear();
    if (slot.builder != null) {
      slot.cells.markUnfit(chunk, slot.builder, slot.unfit);
    }
  }

  /**
   * Rejects the rows with an unfit value, in their order among the bad records, and appends the
   * rest.
   */
  private void takeFit(CsvChunk chunk) {
    BitSet unfit = new BitSet();
    active.forEach(slot -> unfit.or(slot.unfit));
    int bad = 0;
    for (int row = unfit.nextSetBit(0); row >= 0; row = unfit.nextSetBit(row + 1)) {
      for (; bad < chunk.bad.size() && chunk.bad.get(bad).line() < chunk.line(row); bad++) {
        rejects.add(reject(chunk.bad.get(bad)));
      }
      rejects.add(reject(chunk, row));
    }
    for (; bad < chunk.bad.size(); bad++) {
      rejects.add(reject(chunk.bad.get(bad)));
    }
    for (Slot slot : active) {
      if (slot.builder != null) {
        slot.cells.append(chunk, slot.builder, unfit);
      }
    }
    rows += chunk.rows - unfit.cardinality();
  }

  private Reject reject(CsvChunk chunk, int row) {
    Slot unfit = active.stream().filter(slot -> slot.unfit.get(row)).findFirst().orElseThrow();
    int column = unfit.column;
    ColumnBuilder builder = unfit.builder;
    return new Reject(
        chunk.line(row),
        "column \"%s\": \"%s\" is not %s"
            .formatted(
                file.dialect().names().get(column),
                Reject.cut(chunk.text(row, column)),
                builder == null ? "a value" : builder.type().label()),
        chunk.record(row));
  }

  private Reject reject(CsvChunk.Bad bad) {
    return new Reject(bad.line(), bad.reason(slots.size()), bad.text());
  }

  /** Keeps the last record of the file when it is bad. */
  private void remember(CsvChunk chunk) {
    lastBad = chunk.bad.isEmpty() ? null : chunk.bad.getLast();
    if (lastBad != null && chunk.rows > 0 && lastBad.line() < chunk.line(chunk.rows - 1)) {
      lastBad = null;
    }
  }

  private void refuseCutOff(CsvTokenizer tokenizer) {
    if (lastBad != null
        && lastBad.fault() == CsvChunk.Fault.FIELDS
        && lastBad.fields() < slots.size()
        && options.badValues() == BadValues.WIDEN
        && !tokenizer.endedWithLineEnd()) {
      throw new DatasetUnreadable(
          "DATA-105",
          "%s ends in the middle of line %,d: %s."
              .formatted(file.source().file().fileName(), lastBad.line(), reject(lastBad).reason()),
          "The file seems to be cut off: get it again, or load it with bad rows going to the"
              + " rejects.",
          null);
    }
  }

  /** Fills the columns that have no values yet; the witnesses have seen everything by now. */
  private void readAgain() {
    List<Slot> filling = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).builder == null) {
        slots.get(i).builder = builder(i);
        filling.add(slots.get(i));
      }
    }
    records = 0;
    eachChunk(
        new ChunkWork() {
          @Override
          public void start(Lanes lanes, CsvChunk chunk) {
            lanes.start(filling.size(), i -> fill(filling.get(i), chunk));
          }

          @Override
          public void done(CsvChunk chunk) {}
        },
        "%,d rows, read again for columns that became wider");
    if (filling.stream()
        .anyMatch(slot -> slot.builder == null || slot.builder.rowCount() != rows)) {
      throw changed();
    }
  }

  private void fill(Slot slot, CsvChunk chunk) {
    if (slot.builder == null || slot.cells.append(chunk, slot.builder, NONE) < chunk.rows) {
      throw changed();
    }
  }

  private DatasetException changed() {
    return TableLoader.changed(operation());
  }
}
