package dev.alidade.app.transform;

import dev.alidade.app.table.Releasable;
import dev.alidade.app.table.RowNumbers;
import dev.alidade.engine.data.StepReport;
import dev.alidade.engine.dataset.ColumnProfile;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.dataset.Int64Column;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What a draft makes of the sample. Closed when the next one takes its place.
 *
 * @param shown after the step in the editor, or after all where none is
 * @param before before that step
 * @param shownSteps how many steps {@code shown} is after
 * @param changes since the base that the user chose
 * @param ownChanges since {@code before}
 * @param reports of the steps that ran, by their index
 * @param problem of the first step that could not
 * @param endFields columns after the last step that ran
 * @param nanos the whole of it
 */
record Preview(
    Draft draft,
    Dataset shown,
    Dataset before,
    int shownSteps,
    Changes changes,
    Changes ownChanges,
    Map<Integer, StepReport> reports,
    Optional<StepProblem> problem,
    List<ColumnProfile> profile,
    List<Field> endFields,
    List<HeldDataset> held,
    long nanos)
    implements Releasable {
  Preview {
    reports = Map.copyOf(reports);
    profile = List.copyOf(profile);
    endFields = List.copyOf(endFields);
    held = List.copyOf(held);
  }

  /** The columns that the step in the editor works on. */
  List<Field> fieldsBefore() {
    return HeldDataset.fields(before);
  }

  /** The profile of a column of {@code shown}. */
  Optional<ColumnProfile> profileOf(String column) {
    return profile.stream().filter(of -> of.field().name().equals(column)).findFirst();
  }

  /**
   * Where a row that the step in the editor works on is shown after it; empty where the step leaves
   * it out.
   *
   * @param row of {@code before}, from 1
   */
  OptionalInt shownRow(long row) {
    Optional<Int64Column> from = RowNumbers.of(before);
    Optional<Int64Column> to = RowNumbers.of(shown);
    if (row < 1 || row > before.rowCount() || from.isEmpty() || to.isEmpty()) {
      return OptionalInt.empty();
    }
    long number = from.get().get(row - 1);
    return IntStream.range(0, (int) shown.rowCount())
        .filter(at -> to.get().get(at) == number)
        .findFirst();
  }

  @Override
  public void close() {
    held.forEach(HeldDataset::close);
  }
}
