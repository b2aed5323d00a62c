package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnBuilder;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Joins by hashing the keys of the other data set. Rows come in the order of the left, matches of
 * one row in the order of the right.
 */
final class JoinStep {
  /** Two row numbers, each in a list and in an array of it. */
  private static final long BYTES_OF_PAIR = 16;

  private final StepRun run;
  private final Step.Join step;
  private final Dataset other;

  private JoinStep(StepRun run, Step.Join step, Dataset other) {
    this.run = run;
    this.step = step;
    this.other = other;
  }

  static StepResult apply(StepRun run, Step.Join step, DatasetLookup datasets) {
    if (step.keys().isEmpty()) {
      throw run.failed("XFRM-105", "There is nothing to join by.", "Choose a pair of columns.");
    }
    try (Dataset other = datasets.get(step.dataset()).named(step.dataset())) {
      return new JoinStep(run, step, other).joined();
    } catch (DatasetException.DatasetMissing e) {
      throw run.failed(
          "XFRM-109", e.sentence(), "Open it first, or join with another data set.", e);
    }
  }

  private StepResult joined() {
    List<Column> left = step.keys().stream().map(key -> run.column(key.column())).toList();
    List<Column> right = step.keys().stream().map(key -> otherColumn(key.otherColumn())).toList();
    List<String> newNames = step.kind() == Step.Join.Kind.ANTI ? List.of() : newNames();
    JoinCodes codes = JoinCodes.of(run, left, right, Math.toIntExact(other.rowCount()));
    requireRoom(codes, newNames.isEmpty() ? List.of() : valueColumns());
    RowList leftRows = new RowList();
    RowList rightRows = new RowList();
    for (int row = 0; row < run.rows(); row++) {
      run.tick(row);
      int code = codes.left()[row];
      int matches = code < 0 ? 0 : codes.start(code + 1) - codes.start(code);
      if (matches == 0 && step.kind() != Step.Join.Kind.INNER) {
        leftRows.add(row);
        rightRows.add(-1);
      }
      for (int i = 0; i < matches && step.kind() != Step.Join.Kind.ANTI; i++) {
        run.tick(i + 1L);
        leftRows.add(row);
        rightRows.add(codes.rightRow(codes.start(code) + i));
      }
    }
    int[] chosen = leftRows.toArray();
    Table kept = RowGather.table(run, run.owned().scratch(chosen, chosen.length), chosen.length);
    List<Column> columns = new ArrayList<>(kept.columns());
    int[] matched = rightRows.toArray();
    int next = 0;
    for (Column source : newNames.isEmpty() ? List.<Column>of() : valueColumns()) {
      columns.add(taken(source, newNames.get(next++), matched));
    }
    return new StepResult(
        new Table(chosen.length, columns),
        Paths.java(
            "no kernel for hashing: Java joins %,d rows with %,d"
                .formatted(run.rows(), other.rowCount())));
  }

  /** Keys that many rows of both sides share multiply: that is known before the first is joined. */
  private void requireRoom(JoinCodes codes, List<Column> added) {
    long rows = 0;
    for (int row = 0; row < run.rows(); row++) {
      run.tick(row);
      int code = codes.left()[row];
      int matches = code < 0 ? 0 : codes.start(code + 1) - codes.start(code);
      rows +=
          switch (step.kind()) {
            case INNER -> matches;
            case LEFT -> Math.max(1, matches);
            case ANTI -> matches == 0 ? 1 : 0;
          };
    }
    List<Column> columns = new ArrayList<>(run.table().columns());
    columns.addAll(added);
    new ResultRoom(run, "Join by more keys, or filter or deduplicate one side first.")
        .require(rows, columns, rows * BYTES_OF_PAIR);
  }

  private Column otherColumn(String name) {
    return other.schema().indexOf(name).stream()
        .mapToObj(other.columns()::get)
        .findFirst()
        .orElseThrow(
            () ->
                run.failed(
                    "XFRM-102",
                    "The data set %s has no column \"%s\".".formatted(step.dataset(), name),
                    "Choose one of its columns."));
  }

  /** The columns of the other data set that are no keys. */
  private List<Column> valueColumns() {
    Set<String> keys = new HashSet<>();
    step.keys().forEach(key -> keys.add(key.otherColumn()));
    return other.columns().stream().filter(each -> !keys.contains(each.field().name())).toList();
  }

  /** A name that is taken on the left gets the other data set's name before it. */
  private List<String> newNames() {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>(run.table().names());
    for (Column column : valueColumns()) {
      String name = column.field().name();
      String free = taken.contains(name) ? step.dataset() + "_" + name : name;
      if (!taken.add(free)) {
        throw run.failed(
            "XFRM-106",
            "There would be two columns \"" + free + "\".",
            "Rename one of them first.");
      }
      names.add(free);
    }
    return names;
  }

  private Column taken(Column source, String name, int[] rows) {
    run.progress().check(run.operation());
    ColumnBuilder builder = ColumnBuilder.like(source);
    for (int i = 0; i < rows.length; i++) {
      run.tick(i);
      if (rows[i] < 0) {
        builder.appendNull();
      } else {
        builder.appendFrom(source, rows[i]);
      }
    }
    Column built = builder.build(run.shard());
    if (name.equals(source.field().name())) {
      return run.owned().own(built);
    }
    try (built) {
      return run.owned().own(built.renamed(name));
    }
  }
}
