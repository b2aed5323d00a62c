package dev.alidade.engine.dataset;

import dev.alidade.engine.dataset.ColumnProfile.Bin;
import dev.alidade.engine.dataset.ColumnProfile.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Figures of numbers in ascending order, none of them NaN. */
final class NumberProfile {
  private static final int BINS = 24;

  /** A sequence that is not copied. */
  interface Ascending {
    double at(int index);
  }

  private final Ascending values;
  private final int count;

  NumberProfile(Ascending values, int count) {
    this.values = values;
    this.count = count;
  }

  Optional<Numbers> numbers() {
    if (count == 0) {
      return Optional.empty();
    }
    double mean = mean();
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double distance = values.at(i) - mean;
      squares += distance * distance;
    }
    return Optional.of(
        new Numbers(
            values.at(0),
            values.at(count - 1),
            mean,
            Math.sqrt(squares / count),
            quantile(0.05),
            quantile(0.25),
            quantile(0.5),
            quantile(0.75),
            quantile(0.95)));
  }

  /** Finite where the values are, also where their sum is not. */
  private double mean() {
    JoinableSums all = new JoinableSums(1);
    for (int i = 0; i < count; i++) {
      all.add(0, values.at(i));
    }
    return JoinableSums.quotient(all, 0, new JoinableSums(1), 0, count);
  }

  /** Linear between the two nearest values (type 7 of Hyndman and Fan). */
  private double quantile(double probability) {
    double position = probability * (count - 1);
    int below = (int) position;
    double low = values.at(below);
    double high = values.at(Math.min(count - 1, below + 1));
    return Interpolation.between(low, high, position - below);
  }

  /** Bins of equal width; one bin where all values are the same, none where they are infinite. */
  List<Bin> histogram() {
    if (count == 0) {
      return List.of();
    }
    double min = values.at(0);
    double max = values.at(count - 1);
    double width = (max - min) / BINS;
    if (min == max) {
      return List.of(new Bin(min, max, count));
    }
    if (!Double.isFinite(width)) {
      return List.of();
    }
    List<Bin> bins = new ArrayList<>();
    int at = 0;
    for (int bin = 0; bin < BINS; bin++) {
      boolean last = bin == BINS - 1;
      double end = last ? max : min + width * (bin + 1);
      int first = at;
      while (at < count && (last || values.at(at) < end)) {
        at++;
      }
      bins.add(new Bin(min + width * bin, end, at - first));
    }
    return bins;
  }
}
