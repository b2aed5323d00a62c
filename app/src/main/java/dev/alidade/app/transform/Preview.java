package dev.alidade.app.transform;

import dev.alidade.app.table.Releasable;
import dev.alidade.engine.data.StepReport;
import dev.alidade.engine.dataset.ColumnProfile;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  @Override
  public void close() {
    held.forEach(HeldDataset::close);
  }
}
