package dev.alidade.engine.data;

import dev.alidade.engine.data.expression.JsonTextPath;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.StringColumn;
import dev.alidade.engine.dataset.StringColumnBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/** Steps that take texts apart or put them together. */
final class TextPartSteps {
  /** Rows of an explosion between two looks whether there is room for them. */
  private static final int ROWS_PER_LOOK = 1 << 16;

  /** Where a part comes from, twice, and where its text begins. */
  private static final long BYTES_OF_PART = 12;

  private TextPartSteps() {}

  static StepResult split(StepRun run, Step.Split step) {
    StringColumn source = TextSteps.text(run, run.indexOf(step.column()));
    requireSeparator(run, step.separator());
    Set<String> names = new HashSet<>();
    step.newColumns().forEach(run::requireFree);
    if (step.newColumns().isEmpty() || !step.newColumns().stream().allMatch(names::add)) {
      throw run.failed(
          "XFRM-106", "The new columns need a name each.", "Name each part once, at least one.");
    }
    List<StringColumnBuilder> builders =
        step.newColumns().stream().map(StringColumnBuilder::new).toList();
    for (int row = 0; row < run.rows(); row++) {
      run.tick(row);
      if (source.isNull(row)) {
        builders.forEach(StringColumnBuilder::appendNull);
      } else {
        split(source.text(row), step.separator(), builders);
      }
    }
    List<Column> columns = new ArrayList<>(run.unchanged().columns());
    builders.forEach(builder -> columns.add(run.owned().own(builder.build(run.shard()))));
    return new StepResult(
        new Table(run.rows(), columns), Paths.java("no kernel for splitting: Java runs it"));
  }

  private static void split(String text, String separator, List<StringColumnBuilder> builders) {
    int from = 0;
    for (int part = 0; part < builders.size(); part++) {
      StringColumnBuilder builder = builders.get(part);
      int end = part == builders.size() - 1 ? -1 : text.indexOf(separator, Math.max(0, from));
      if (from < 0) {
        builder.appendNull();
      } else {
        builder.append(end < 0 ? text.substring(from) : text.substring(from, end));
        from = end < 0 ? -1 : end + separator.length();
      }
    }
  }

  private static void requireSeparator(StepRun run, String separator) {
    if (separator.isEmpty()) {
      throw run.failed(
          "XFRM-105", "There is nothing to split at.", "Give the text between the parts.");
    }
  }

  static StepResult concat(StepRun run, Step.Concat step) {
    run.requireFree(step.newColumn());
    List<Column> sources = step.columns().stream().map(run::column).toList();
    List<LongFunction<String>> texts =
        sources.stream().map(column -> ColumnTexts.of(run, column)).toList();
    if (sources.isEmpty()) {
      throw run.failed("XFRM-105", "There is nothing to join.", "Choose at least one column.");
    }
    var builder = new StringColumnBuilder(step.newColumn());
    var text = new StringBuilder();
    for (int row = 0; row < run.rows(); row++) {
      run.tick(row);
      text.setLength(0);
      boolean any = false;
      for (int i = 0; i < sources.size(); i++) {
        if (!sources.get(i).isNull(row)) {
          text.append(any ? step.separator() : "").append(texts.get(i).apply(row));
          any = true;
        }
      }
      builder.append(text.toString());
    }
    return new StepResult(
        run.plus(run.owned().own(builder.build(run.shard()))),
        Paths.java("no kernel for joining texts: Java runs it"));
  }

  static StepResult explode(StepRun run, Step.Explode step) {
    int position = run.indexOf(step.column());
    StringColumn source = TextSteps.text(run, position);
    var parts = new StringColumnBuilder(step.column());
    var rows = new RowList();
    ResultRoom room = new ResultRoom(run, "Filter the rows first, or choose another separator.");
    List<Column> others = new ArrayList<>(run.table().columns());
    others.remove(position);
    long chars = 0;
    int looked = 0;
    for (int row = 0; row < run.rows(); row++) {
      run.tick(row);
      for (Optional<String> part : parts(run, source, row, step.separator())) {
        rows.add(row);
        chars += part.map(String::length).orElse(0);
        part.ifPresentOrElse(parts::append, parts::appendNull);
        if (rows.size() - looked >= ROWS_PER_LOOK) {
          looked = rows.size();
          run.progress().check(run.operation());
          room.require(looked, others, chars + looked * BYTES_OF_PART);
        }
      }
    }
    List<Column> columns = new ArrayList<>();
    int[] chosen = rows.toArray();
    RowGather gather =
        new RowGather(run, run.owned().scratch(chosen, chosen.length), chosen.length);
    for (int i = 0; i < run.table().columns().size(); i++) {
      columns.add(
          i == position
              ? run.owned().own(parts.build(run.shard()))
              : gather.column(run.table().columns().get(i)));
    }
    return new StepResult(
        new Table(chosen.length, columns), run.path("no kernel for splitting: Java runs it"));
  }

  /** Null stays one row, and so does an empty array or text that is none. */
  private static List<Optional<String>> parts(
      StepRun run, StringColumn source, int row, String separator) {
    if (source.isNull(row)) {
      return List.of(Optional.empty());
    }
    String text = source.text(row);
    if (!separator.isEmpty()) {
      List<Optional<String>> parts = new ArrayList<>();
      int from = 0;
      for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, from)) {
        parts.add(Optional.of(text.substring(from, end)));
        from = end + separator.length();
      }
      parts.add(Optional.of(text.substring(from)));
      return parts;
    }
    Optional<List<Optional<String>>> elements = JsonTextPath.elements(text);
    if (elements.isEmpty()) {
      run.reject(row, "\"" + text + "\" is no JSON array.");
    }
    return elements.filter(found -> !found.isEmpty()).orElse(List.of(Optional.empty()));
  }
}
