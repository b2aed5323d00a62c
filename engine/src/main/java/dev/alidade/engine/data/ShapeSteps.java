package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Steps that choose columns or rows and leave the values alone. */
final class ShapeSteps {
  private ShapeSteps() {}

  static StepResult rename(StepRun run, Step.Rename step) {
    int position = run.indexOf(step.column());
    if (step.newName().equals(step.column())) {
      return new StepResult(run.unchanged(), Paths.java("the name stays"));
    }
    run.requireFree(step.newName());
    Column renamed = run.table().columns().get(position).renamed(step.newName());
    return new StepResult(
        run.with(position, run.owned().own(renamed)), Paths.java("only a name changes"));
  }

  static StepResult drop(StepRun run, Step.Drop step) {
    Set<Integer> dropped = new HashSet<>();
    step.columns().forEach(name -> dropped.add(run.indexOf(name)));
    if (dropped.size() == run.table().columns().size()) {
      throw run.failed("XFRM-105", "No column would be left.", "Keep at least one column.");
    }
    List<Column> kept = new ArrayList<>();
    for (int i = 0; i < run.table().columns().size(); i++) {
      if (!dropped.contains(i)) {
        kept.add(run.owned().share(run.table().columns().get(i)));
      }
    }
    return new StepResult(
        new Table(run.rows(), kept), Paths.java("columns are shared, not copied"));
  }

  static StepResult select(StepRun run, Step.Select step) {
    if (step.columns().isEmpty()) {
      throw run.failed("XFRM-105", "No column is selected.", "Select at least one column.");
    }
    if (new HashSet<>(step.columns()).size() < step.columns().size()) {
      throw run.failed("XFRM-106", "A column is selected twice.", "Name each column once.");
    }
    List<Column> kept = new ArrayList<>();
    for (String name : step.columns()) {
      kept.add(run.owned().share(run.column(name)));
    }
    return new StepResult(
        new Table(run.rows(), kept), Paths.java("columns are shared, not copied"));
  }

  static StepResult limit(StepRun run, Step.Limit step) {
    if (step.rows() < 0) {
      throw run.failed(
          "XFRM-105", "A limit of " + step.rows() + " rows makes no sense.", "Give 0 or more.");
    }
    return new StepResult(
        RowPrefix.table(run, step.rows()), Paths.java("the first rows are copied as they lie"));
  }

  /** Selection sampling (Knuth, TAOCP 2, 3.4.2, algorithm S) with java.util.Random. */
  static StepResult sample(StepRun run, Step.Sample step) {
    if (step.rows() < 0) {
      throw run.failed(
          "XFRM-105", "A sample of " + step.rows() + " rows makes no sense.", "Give 0 or more.");
    }
    if (step.rows() >= run.rows()) {
      return new StepResult(run.unchanged(), Paths.java("there are no more rows than wanted"));
    }
    int[] chosen = new int[(int) step.rows()];
    Random random = new Random(step.seed());
    int count = 0;
    for (int row = 0; count < chosen.length; row++) {
      run.tick(row);
      if ((run.rows() - row) * random.nextDouble() < chosen.length - count) {
        chosen[count++] = row;
      }
    }
    return new StepResult(
        RowGather.table(run, run.owned().scratch(chosen, count), count),
        run.path("Java chooses the rows"));
  }

  static StepResult deduplicate(StepRun run, Step.Deduplicate step) {
    List<Column> keys =
        step.columns().isEmpty()
            ? run.table().columns()
            : step.columns().stream().map(run::column).toList();
    GroupCodes groups = GroupCodes.of(run, keys);
    boolean[] seen = new boolean[groups.groups()];
    int[] kept = new int[Math.min(run.rows(), groups.groups())];
    int count = 0;
    for (int row = 0; row < run.rows(); row++) {
      run.tick(row);
      int group = groups.codes()[row];
      if (!seen[group]) {
        seen[group] = true;
        kept[count++] = row;
      }
    }
    Table table =
        count == run.rows()
            ? run.unchanged()
            : RowGather.table(run, run.owned().scratch(kept, count), count);
    return new StepResult(table, Paths.java("no kernel for hashing: Java finds the repeats"));
  }
}
