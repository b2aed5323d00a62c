package dev.alidade.engine.data;

import dev.alidade.engine.PathChoice;
import dev.alidade.engine.Progress;
import dev.alidade.engine.data.expression.NearestName;
import dev.alidade.engine.data.expression.RowFailure;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.runtime.Shard;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step at work: its input, what it holds, its rejects and its kernel calls. One thread. */
final class StepRun implements AutoCloseable {
  /** Enough to see what kind of value does not fit. */
  private static final int MAX_PROBLEMS = 10;

  /** Rows between two looks at the progress; a row costs at most microseconds. */
  private static final int ROWS_PER_CHECK = 8_192;

  /** The index of an aggregation, which is no step of a pipeline. */
  static final int AGGREGATION = -1;

  private final int index;
  private final String operation;
  private final Table table;
  private final Shard shard;
  private final Progress progress;
  private final Ownership owned;
  private final Kernels allKernels;
  private final ColumnKernels kernels;
  private final List<String> problems = new ArrayList<>();
  private long rejected;

  StepRun(
      int index, String operation, Table table, Shard shard, Kernels kernels, Progress progress) {
    this.index = index;
    this.operation = operation;
    this.table = table;
    this.shard = shard;
    this.progress = progress;
    this.owned = new Ownership(shard.memory());
    this.allKernels = kernels;
    this.kernels = new ColumnKernels(kernels, shard);
  }

  /** A part of this step's work over another table, with results of its own. */
  StepRun over(Table other) {
    return new StepRun(index, operation, other, shard, allKernels, progress);
  }

  Table table() {
    return table;
  }

  int rows() {
    return table.rows();
  }

  Shard shard() {
    return shard;
  }

  Ownership owned() {
    return owned;
  }

  ColumnKernels kernels() {
    return kernels;
  }

  /** Looks whether the step should stop, from time to time. */
  void tick(long row) {
    if (row % ROWS_PER_CHECK == 0) {
      progress.check(operation);
    }
  }

  Progress progress() {
    return progress;
  }

  String operation() {
    return operation;
  }

  int indexOf(String column) {
    return table
        .schema()
        .indexOf(column)
        .orElseThrow(
            () ->
                failed(
                    "XFRM-102",
                    "There is no column \"" + column + "\".",
                    NearestName.remedy(column, table.names())));
  }

  Column column(String name) {
    return table.columns().get(indexOf(name));
  }

  /** Demands that no column has this name. */
  void requireFree(String name) {
    if (name.isBlank()) {
      throw failed("XFRM-106", "The new column has no name.", "Give it one.");
    }
    if (table.schema().indexOf(name).isPresent()) {
      throw failed(
          "XFRM-106",
          "There is a column \"" + name + "\" already.",
          "Choose another name, or drop that column first.");
    }
  }

  /** Counts a value that became null. */
  void reject(long row, String sentence) {
    rejected++;
    if (problems.size() < MAX_PROBLEMS) {
      problems.add("Row " + (row + 1) + ": " + sentence);
    }
  }

  long rejected() {
    return rejected;
  }

  List<String> problems() {
    return problems;
  }

  DataException failed(String code, String sentence, String remedy) {
    return failed(code, sentence, remedy, null);
  }

  DataException failed(String code, String sentence, String remedy, @Nullable Throwable cause) {
    return index == AGGREGATION
        ? new DataException.AggregationFailed(code, sentence, remedy)
        : new DataException.StepFailed(index, code, sentence, remedy, cause);
  }

  DataException failed(RowFailure failure) {
    return failed(
        "XFRM-104",
        "Row " + (failure.row() + 1) + ": " + failure.sentence(),
        "Filter such rows out, or cast the column to float64.",
        failure);
  }

  DataException wrongType(Column column, String wanted, String remedy) {
    Field field = column.field();
    return failed(
        "XFRM-103",
        "The column \"%s\" holds %s, not %s.".formatted(field.name(), field.type().label(), wanted),
        remedy);
  }

  /** The same table with one column exchanged; the others are shared. */
  Table with(int position, Column changed) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      columns.add(i == position ? changed : owned.share(table.columns().get(i)));
    }
    return new Table(table.rows(), columns);
  }

  /** The same table with one more column at the end. */
  Table plus(Column added) {
    List<Column> columns = new ArrayList<>(shared());
    columns.add(added);
    return new Table(table.rows(), columns);
  }

  Table unchanged() {
    return new Table(table.rows(), shared());
  }

  private List<Column> shared() {
    return table.columns().stream().<Column>map(owned::share).toList();
  }

  /** The kernel call that took longest, or Java for the reason given. */
  PathChoice path(String reasonForJava) {
    return kernels.main().orElseGet(() -> Paths.java(reasonForJava));
  }

  @Override
  public void close() {
    owned.close();
  }
}
