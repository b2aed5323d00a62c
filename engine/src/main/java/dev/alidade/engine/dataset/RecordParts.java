package dev.alidade.engine.dataset;

import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.LoadOptions.BadValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands out records in parts: the source is looked at once for columns and types, and read once
 * more for the rows.
 */
final class RecordParts {
  private static final int RECORDS_PER_REPORT = 4_096;

  private final Records<@Nullable Object[]> records;
  private final ValueCells cells;
  private final BadValues badValues;
  private final Progress progress;
  private final String operation;
  private final List<TypeWitness> witnesses = new ArrayList<>();

  RecordParts(
      Records<@Nullable Object[]> records,
      ValueCells cells,
      BadValues badValues,
      Progress progress,
      String operation) {
    this.records = records;
    this.cells = cells;
    this.badValues = badValues;
    this.progress = progress;
    this.operation = operation;
  }

  List<Field> fields() {
    observe();
    List<Field> fields = new ArrayList<>();
    for (ColumnBuilder builder : builders(List.of())) {
      fields.add(new Field(builder.name(), builder.type(), true));
    }
    return fields;
  }

  /**
   * @param wanted names of columns; empty for all
   */
  void parts(List<String> wanted, PartSink sink) {
    observe();
    RejectList rejects = new RejectList();
    Part part = new Part(wanted, sink, rejects);
    sink.begin(part.builders.stream().map(b -> new Field(b.name(), b.type(), true)).toList());
    records.read(part);
    part.flush(true);
    sink.end(rejects);
  }

  private void observe() {
    if (!witnesses.isEmpty()) {
      return;
    }
    records.read(
        new Records.Visitor<>() {
          private long seen;

          @Override
          public boolean record(@Nullable Object[] row, long line) {
            report(seen++, "%,d rows, looked at for types that hold them all");
            while (witnesses.size() < row.length) {
              witnesses.add(new TypeWitness());
            }
            for (int i = 0; i < row.length; i++) {
              cells.observe(row, i, witnesses.get(i));
            }
            return true;
          }

          @Override
          public void reject(Reject reject) {}
        });
    while (witnesses.size() < records.names().size()) {
      witnesses.add(new TypeWitness());
    }
  }

  private void report(long record, String message) {
    if ((record & RECORDS_PER_REPORT - 1) == 0) {
      progress.check(operation);
      progress.report(records.fraction(), message.formatted(record));
    }
  }

  private List<ColumnBuilder> builders(List<String> wanted) {
    List<ColumnBuilder> builders = new ArrayList<>();
    for (int i = 0; i < witnesses.size(); i++) {
      String name = records.names().get(i);
      if (wanted.isEmpty() || wanted.contains(name)) {
        TypeWitness witness = witnesses.get(i);
        ColumnType type =
            badValues == BadValues.REJECT ? witness.typeOfMost(CsvTable.MOST) : witness.type();
        builders.add(ColumnBuilder.of(name, type, witness.dimensions()));
      }
    }
    return builders;
  }

  private final class Part implements Records.Visitor<@Nullable Object[]> {
    private final List<String> wanted;
    private final PartSink sink;
    private final RejectList rejects;
    private final int[] positions;
    private List<ColumnBuilder> builders;
    private long seen;
    private long rows;
    private boolean any;

    Part(List<String> wanted, PartSink sink, RejectList rejects) {
      this.wanted = wanted;
      this.sink = sink;
      this.rejects = rejects;
      this.builders = builders(wanted);
      this.positions = builders.stream().mapToInt(b -> records.names().indexOf(b.name())).toArray();
    }

    @Override
    public boolean record(@Nullable Object[] row, long line) {
      report(seen++, "%,d rows");
      for (int i = 0; i < positions.length; i++) {
        ColumnBuilder builder = builders.get(i);
        if (positions[i] < row.length && !cells.fits(row, positions[i], builder)) {
          reject(
              new Reject(
                  line,
                  "column \"%s\": \"%s\" is not %s"
                      .formatted(
                          builder.name(),
                          Reject.cut(cells.text(row, positions[i])),
                          builder.type().label()),
                  records.text().orElseGet(() -> cells.text(row))));
          return true;
        }
      }
      for (int i = 0; i < positions.length; i++) {
        if (positions[i] < row.length) {
          cells.append(row, positions[i], builders.get(i));
        } else {
          builders.get(i).appendNull();
        }
      }
      rows++;
      if (rows >= PartSink.ROWS) {
        flush(false);
      }
      return true;
    }

    void flush(boolean last) {
      if (rows > 0 || last && !any) {
        any = true;
        sink.accept(builders, rows);
        rows = 0;
        builders = builders(wanted);
      }
    }

    @Override
    public void reject(Reject reject) {
      rejects.add(reject);
    }
  }
}
