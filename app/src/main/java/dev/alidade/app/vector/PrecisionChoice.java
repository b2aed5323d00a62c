package dev.alidade.app.vector;

import dev.alidade.engine.vector.Precision;
import java.util.List;

/** The settings of the precision slider, from exact to quick. */
record PrecisionChoice(String label, Precision precision) {
  static final List<PrecisionChoice> ALL =
      List.of(
          new PrecisionChoice("Exact", Precision.EXACT),
          new PrecisionChoice(".999", new Precision.TargetRecall(0.999)),
          new PrecisionChoice(".99", new Precision.TargetRecall(0.99)),
          new PrecisionChoice(".98", new Precision.TargetRecall(0.98)),
          new PrecisionChoice(".95", new Precision.TargetRecall(0.95)),
          new PrecisionChoice(".90", new Precision.TargetRecall(0.90)));

  /** What a user reads beside the slider. */
  String sentence() {
    return switch (precision) {
      case Precision.Exact exact -> "Every vector is compared in full.";
      case Precision.TargetRecall target ->
          "At least " + label + " of the exact hits, measured on this collection.";
      case Precision.Candidates some ->
          "The best %,d by approximate scores are compared in full.".formatted(some.candidates());
    };
  }
}
