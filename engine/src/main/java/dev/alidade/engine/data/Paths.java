package dev.alidade.engine.data;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import java.util.ArrayList;
import java.util.List;

/** What a whole transform says about the paths of its steps. */
final class Paths {
  private Paths() {}

  static PathChoice java(String reason) {
    return new PathChoice(ExecutionPath.JAVA, reason);
  }

  /** WebAssembly where any step used it; the reason counts the steps and names those on Java. */
  static PathChoice summary(List<StepReport> steps) {
    if (steps.isEmpty()) {
      return java("no step is switched on");
    }
    if (steps.size() == 1) {
      return steps.getFirst().path();
    }
    ExecutionPath used = ExecutionPath.JAVA;
    int wasm = 0;
    List<String> onJava = new ArrayList<>();
    for (StepReport step : steps) {
      if (step.path().used().isWasm()) {
        used = step.path().used();
        wasm++;
      } else {
        onJava.add(StepForm.of(step.step()).name());
      }
    }
    if (wasm == 0) {
      return java("all " + steps.size() + " steps ran in Java");
    }
    String rest = onJava.isEmpty() ? "" : ", Java for " + String.join(", ", onJava);
    return new PathChoice(used, wasm + " of " + steps.size() + " steps" + rest);
  }
}
