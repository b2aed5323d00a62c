package dev.alidade.engine.data;

import dev.alidade.engine.PathChoice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one step went over the parts of a stream so far. Used by one thread. */
final class StepTally {
  private static final int MAX_PROBLEMS = 10;

  private final int index;
  private final Step step;
  private final List<String> problems = new ArrayList<>();
  private @Nullable PathChoice path;
  private long rowsIn;
  private long rowsOut;
  private long rejected;
  private long nanos;

  StepTally(int index, Step step) {
    this.index = index;
    this.step = step;
  }

  void clear() {
    problems.clear();
    path = null;
    rowsIn = 0;
    rowsOut = 0;
    rejected = 0;
    nanos = 0;
  }

  /** Takes what the step says of one part. */
  void add(StepReport part) {
    for (String problem : part.problems()) {
      if (problems.size() < MAX_PROBLEMS) {
        problems.add(placed(rowsIn, problem));
      }
    }
    rowsIn += part.rowsIn();
    rowsOut += part.rowsOut();
    rejected += part.rejected();
    nanos += part.nanos();
    if (path == null || !path.used().isWasm()) {
      path = part.path();
    }
  }

  /** Rows that went through untouched. */
  void pass(long rows) {
    rowsIn += rows;
    rowsOut += rows;
  }

  long rowsIn() {
    return rowsIn;
  }

  long rejected() {
    return rejected;
  }

  /** A sentence that counts rows from the beginning of its part. */
  static String placed(long rowsBefore, String sentence) {
    return rowsBefore == 0
        ? sentence
        : "In the part from row %,d on: %s".formatted(rowsBefore + 1, sentence);
  }

  StepReport report() {
    return new StepReport(
        index,
        step,
        rowsIn,
        rowsOut,
        rejected,
        nanos,
        path == null ? Paths.java("no part had rows to change") : path,
        problems);
  }
}
