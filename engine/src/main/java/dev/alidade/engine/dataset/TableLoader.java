package dev.alidade.engine.dataset;

import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.LoadOptions.BadValues;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into typed columns. Types come from a sample; the full reading corrects them. A
 * column whose type turns out too narrow is only looked at from there on, and the source is read
 * once more for such columns, so that their text is taken as it stands.
 */
final class TableLoader<R> {
  /** What the sample must be for its types to hold nearly always, and still cost little. */
  private static final int SAMPLE_RECORDS = 10_000;

  /** In the reject mode a column has the type that so many of its sampled values have. */
  private static final double MOST = 0.9;

  private static final int RECORDS_PER_REPORT = 4_096;

  private final Records<R> records;
  private final Cells<R> cells;
  private final BadValues badValues;
  private final Progress progress;
  private final String operation;
  private final List<Slot> slots = new ArrayList<>();
  private final RejectList rejects = new RejectList();

  /** Positions of records that were left out because of a value. */
  private final BitSet leftOut = new BitSet();

  private long rows;

  /**
   * @param operation what the user is told was cancelled, for example {@code loading movies.csv}
   */
  TableLoader(
      Records<R> records,
      Cells<R> cells,
      BadValues badValues,
      Progress progress,
      String operation) {
    this.records = records;
    this.cells = cells;
    this.badValues = badValues;
    this.progress = progress;
    this.operation = operation;
  }

  /** Columns still on the heap. */
  record Table(List<ColumnBuilder> columns, long rows, RejectList rejects) {}

  private static final class Slot {
    final TypeWitness witness = new TypeWitness();
    @Nullable ColumnBuilder builder;
  }

  Table load() {
    sample();
    slots.forEach(slot -> slot.builder = null);
    for (int i = 0; i < slots.size(); i++) {
      TypeWitness witness = slots.get(i).witness;
      slots.get(i).builder =
          builder(
              i,
              badValues == BadValues.REJECT ? witness.typeOfMost(MOST) : witness.type(),
              witness);
    }
    readAll();
    if (slots.stream().anyMatch(slot -> slot.builder == null)) {
      readAgain();
    }
    List<ColumnBuilder> columns = new ArrayList<>();
    for (Slot slot : slots) {
      if (slot.builder != null) {
        columns.add(slot.builder);
      }
    }
    return new Table(columns, rows, rejects);
  }

  private ColumnBuilder builder(int column, ColumnType type, TypeWitness witness) {
    return ColumnBuilder.of(records.names().get(column), type, witness.dimensions());
  }

  private void sample() {
    records.read(
        new Records.Visitor<>() {
          private int seen;

          @Override
          public boolean record(R row, long line) {
            makeSlots(cells.width(row));
            for (int i = 0; i < cells.width(row); i++) {
              cells.observe(row, i, slots.get(i).witness);
            }
            if ((seen & RECORDS_PER_REPORT - 1) == 0) {
              progress.check(operation);
            }
            return ++seen < SAMPLE_RECORDS;
          }

          @Override
          public void reject(Reject reject) {}
        });
    makeSlots(records.names().size());
  }

  private void makeSlots(int width) {
    while (slots.size() < width) {
      slots.add(new Slot());
    }
  }

  private void readAll() {
    records.read(
        new Records.Visitor<>() {
          private int position;

          @Override
          public boolean record(R row, long line) {
            report(position, "%,d rows");
            makeSlots(cells.width(row));
            if (badValues == BadValues.WIDEN || accepts(row, line, position)) {
              append(row);
              rows++;
            }
            position++;
            return true;
          }

          @Override
          public void reject(Reject reject) {
            rejects.add(reject);
          }
        });
  }

  private boolean accepts(R row, long line, int position) {
    for (int i = 0; i < cells.width(row); i++) {
      ColumnBuilder builder = slots.get(i).builder;
      if (builder != null && !cells.fits(row, i, builder)) {
        leftOut.set(position);
        rejects.add(
            new Reject(
                line,
                "column \"%s\": \"%s\" is not %s"
                    .formatted(
                        builder.name(), Reject.cut(cells.text(row, i)), builder.type().label()),
                records.text().orElseGet(() -> cells.text(row))));
        return false;
      }
    }
    return true;
  }

  private void append(R row) {
    int width = cells.width(row);
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      ColumnBuilder builder = slot.builder;
      if (builder == null) {
        if (i < width) {
          cells.observe(row, i, slot.witness);
        }
      } else if (i >= width) {
        builder.appendNull();
      } else if (!cells.append(row, i, builder)) {
        slot.witness.sawAll(builder);
        cells.observe(row, i, slot.witness);
        slot.builder = null;
      }
    }
  }

  /** Fills the columns that have no values yet; the witnesses have seen everything by now. */
  private void readAgain() {
    boolean[] filling = new boolean[slots.size()];
    for (int i = 0; i < filling.length; i++) {
      Slot slot = slots.get(i);
      filling[i] = slot.builder == null;
      if (filling[i]) {
        slot.builder = builder(i, slot.witness.type(), slot.witness);
      }
    }
    records.read(
        new Records.Visitor<>() {
          private int position;

          @Override
          public boolean record(R row, long line) {
            report(position, "%,d rows, read again for columns that became wider");
            if (!leftOut.get(position++)) {
              fill(row, filling);
            }
            return true;
          }

          @Override
          public void reject(Reject reject) {}
        });
    for (Slot slot : slots) {
      if (slot.builder == null || slot.builder.rowCount() != rows) {
        throw changed();
      }
    }
  }

  private void fill(R row, boolean[] filling) {
    int width = cells.width(row);
    for (int i = 0; i < filling.length; i++) {
      ColumnBuilder builder = slots.get(i).builder;
      if (filling[i] && builder != null) {
        if (i >= width) {
          builder.appendNull();
        } else if (!cells.append(row, i, builder)) {
          throw changed();
        }
      }
    }
  }

  private DatasetException changed() {
    return changed(operation);
  }

  static DatasetException changed(String operation) {
    return new DatasetException.DatasetUnreadable(
        "DATA-116",
        "The source changed while it was read (" + operation + ").",
        "Load it again when nothing writes to it.",
        null);
  }

  private void report(int position, String message) {
    if ((position & RECORDS_PER_REPORT - 1) == 0) {
      progress.check(operation);
      progress.report(records.fraction(), message.formatted(position));
    }
  }
}
