package dev.alidade.app.transform;

import dev.alidade.engine.data.DataException;
import dev.alidade.engine.data.DataException.ExpressionInvalid;
import dev.alidade.engine.data.DataException.StepFailed;
import dev.alidade.engine.data.Step;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a step cannot run.
 *
 * @param index of the step in its pipeline
 * @param position the character of its expression that is wrong, from 0
 */
record StepProblem(int index, String code, String sentence, String remedy, OptionalInt position) {
  private static final Pattern ROW = Pattern.compile("Row ([0-9,]{1,20}):");

  static StepProblem of(StepFailed failed) {
    return new StepProblem(
        failed.index(),
        failed.code(),
        failed.sentence(),
        failed.remedy(),
        failed.getCause() instanceof ExpressionInvalid invalid
            ? OptionalInt.of(invalid.position())
            : OptionalInt.empty());
  }

  static StepProblem of(int index, DataException failed) {
    return failed instanceof StepFailed step
        ? of(step)
        : new StepProblem(
            index, failed.code(), failed.sentence(), failed.remedy(), OptionalInt.empty());
  }

  /** The row, from 1, of the step's input that a sentence of the engine begins with. */
  static OptionalLong rowIn(String sentence) {
    Matcher row = ROW.matcher(sentence);
    return row.lookingAt()
        ? OptionalLong.of(Long.parseLong(row.group(1).replace(",", "")))
        : OptionalLong.empty();
  }

  /** The expression with the wrong character pointed at below; empty where there is none. */
  Optional<String> pointer(Step step) {
    String expression =
        step instanceof Step.Compute compute
            ? compute.expression()
            : step instanceof Step.Filter filter ? filter.expression() : "";
    if (position.isEmpty() || expression.isBlank()) {
      return Optional.empty();
    }
    int at = Math.min(position.getAsInt(), expression.length());
    int lineStart = expression.lastIndexOf('\n', at - 1) + 1;
    int newline = expression.indexOf('\n', at);
    String line = expression.substring(lineStart, newline < 0 ? expression.length() : newline);
    return Optional.of(line + "\n" + " ".repeat(at - lineStart) + "^");
  }
}
