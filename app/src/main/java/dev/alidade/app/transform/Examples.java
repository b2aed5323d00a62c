package dev.alidade.app.transform;

import dev.alidade.app.format.Values;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.dataset.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a step does to a few real rows.
 *
 * @param heads names of the columns before, and of what comes after
 * @param rows values in words, in the order of the heads
 */
record Examples(List<String> heads, List<List<String>> rows) {
  private static final int MOST_ROWS = 3;
  private static final int MOST_INPUTS = 2;

  Examples {
    heads = List.copyOf(heads);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Empty where the step works on whole rows or columns, or did not run. */
  static Optional<Examples> of(Preview preview, Step step) {
    List<String> inputs =
        StepText.inputs(step).stream()
            .filter(name -> preview.before().schema().indexOf(name).isPresent())
            .limit(MOST_INPUTS)
            .toList();
    if (inputs.isEmpty()) {
      return Optional.empty();
    }
    String output = StepText.output(step);
    Optional<Examples> found =
        step instanceof Step.Filter
            ? Optional.of(filtered(preview, inputs))
            : preview.shown().schema().indexOf(output).isPresent()
                ? Optional.of(changed(preview, inputs, output))
                : Optional.empty();
    return found.filter(examples -> !examples.rows().isEmpty());
  }

  /** Rows whose value became another one, each kind once; the first rows where none did. */
  private static Examples changed(Preview preview, List<String> inputs, String output) {
    Dataset shown = preview.shown();
    Set<List<String>> seen = new LinkedHashSet<>();
    for (boolean onlyChanged : List.of(true, false)) {
      for (int row = 0; row < shown.rowCount() && seen.size() < MOST_ROWS; row++) {
        int before = preview.ownChanges().baseRow(row);
        if (before < 0) {
          continue;
        }
        Object made = shown.column(output).value(row);
        if (!onlyChanged || differs(preview, inputs, output, before, made)) {
          List<String> line = words(preview.before(), inputs, before);
          line.add(Values.shown(made));
          seen.add(line);
        }
      }
    }
    List<String> heads = new ArrayList<>(inputs);
    heads.add(inputs.contains(output) ? "after" : output);
    return new Examples(heads, List.copyOf(seen));
  }

  private static boolean differs(
      Preview preview, List<String> inputs, String output, int before, @Nullable Object made) {
    return !inputs.contains(output)
        || !Objects.equals(preview.before().column(output).value(before), made);
  }

  private static Examples filtered(Preview preview, List<String> inputs) {
    Set<Integer> kept = new LinkedHashSet<>();
    for (int row = 0; row < preview.shown().rowCount(); row++) {
      kept.add(preview.ownChanges().baseRow(row));
    }
    List<List<String>> keeps = new ArrayList<>();
    List<List<String>> drops = new ArrayList<>();
    for (int row = 0; row < preview.before().rowCount(); row++) {
      List<List<String>> lines = kept.contains(row) ? keeps : drops;
      if (lines.size() < MOST_INPUTS) {
        List<String> line = words(preview.before(), inputs, row);
        line.add(kept.contains(row) ? "kept" : "dropped");
        lines.add(line);
      }
    }
    keeps.addAll(drops);
    List<String> heads = new ArrayList<>(inputs);
    heads.add("row is");
    return new Examples(heads, keeps);
  }

  private static List<String> words(Dataset data, List<String> columns, int row) {
    List<String> words = new ArrayList<>();
    columns.forEach(name -> words.add(Values.shown(data.column(name).value(row))));
    return words;
  }
}
