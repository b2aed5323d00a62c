package dev.alidade.app.vector;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.vector.CollectionInfo;
import dev.alidade.engine.vector.Precision;
import dev.alidade.engine.vector.PrecisionCurve;
import java.util.List;
import java.util.OptionalInt;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** How precise a search is, and what each setting gives and costs on the collection. */
final class PrecisionModel {
  private static final List<Double> TARGETS =
      PrecisionChoice.ALL.stream()
          .filter(choice -> choice.precision() instanceof Precision.TargetRecall)
          .map(choice -> ((Precision.TargetRecall) choice.precision()).recall())
          .toList();

  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final VectorViewModel search;
  private final ObjectProperty<PrecisionChoice> choice =
      new SimpleObjectProperty<>(PrecisionChoice.ALL.getFirst());
  private final ReadOnlyObjectWrapper<@Nullable PrecisionCurve> curve =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper measuring = new ReadOnlyBooleanWrapper();
  private final BooleanProperty shown = new SimpleBooleanProperty();
  private String known = "";

  PrecisionModel(WasmServices engine, BackgroundTasks tasks, VectorViewModel search) {
    this.engine = engine;
    this.tasks = tasks;
    this.search = search;
    search.collection().addListener((observed, was, is) -> show());
    search.maxResults().addListener((observed, was, is) -> show());
    shown.addListener((observed, was, is) -> show());
  }

  ObjectProperty<PrecisionChoice> choice() {
    return choice;
  }

  /** What was measured for the collection and the number of results; null until it is. */
  ReadOnlyObjectProperty<@Nullable PrecisionCurve> curve() {
    return curve.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty measuring() {
    return measuring.getReadOnlyProperty();
  }

  /** Whether the panel is in view: nothing is measured before. */
  BooleanProperty shown() {
    return shown;
  }

  /** Place of the chosen setting among those of the curve; empty for exact. */
  OptionalInt chosenSetting() {
    int place = PrecisionChoice.ALL.indexOf(choice.get()) - 1;
    return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
  }

  private void show() {
    CollectionInfo info = search.collection().get();
    String of = info == null ? "" : info.name() + " " + search.maxResults().get();
    String wanted = info == null ? "" : of + " " + info.version();
    if (!shown.get() || wanted.equals(known)) {
      return;
    }
    // While a program writes, the last curve says more than an empty place.
    if (!known.startsWith(of + " ")) {
      curve.set(null);
    }
    known = wanted;
    if (info != null && info.size() > 0) {
      measure(false);
    }
  }

  /** Measures although something is known. */
  void measureAgain() {
    measure(true);
  }

  private void measure(boolean again) {
    CollectionInfo info = search.collection().get();
    if (info == null) {
      return;
    }
    int k = search.maxResults().get();
    String which = known;
    measuring.set(true);
    tasks
        .task(
            "Measure recall of " + info.name(),
            progress -> engine.vectorSearch().collection(info.name()).precision(k, TARGETS, again))
        .replacing(curve)
        .onDone(
            found -> {
              measuring.set(false);
              curve.set(found);
            })
        .onCancelled(() -> stopped(which))
        .onFailed(thrown -> stopped(which))
        .start();
  }

  /** A search for other results may have taken the place of this one. */
  private void stopped(String which) {
    if (which.equals(known)) {
      measuring.set(false);
      known = "";
    }
  }

  /** The precision of the other half of a comparison: the chosen one, or the quickest. */
  Precision quickPrecision() {
    return choice.get().precision() instanceof Precision.TargetRecall target
        ? target
        : PrecisionChoice.ALL.getLast().precision();
  }
}
