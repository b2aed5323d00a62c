package dev.alidade.app.performance;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.telemetry.OperationHistory;
import java.util.Map;

/** The three kinds of path that have a colour of their own. */
enum PathShare {
  WASM("WASM", ExecutionPath.WASM_SIMD),
  JAVA("Java", ExecutionPath.JAVA),
  OTHER("other", ExecutionPath.SQLITE);

  private final String word;
  private final ExecutionPath example;

  PathShare(String word, ExecutionPath example) {
    this.word = word;
    this.example = example;
  }

  static PathShare of(ExecutionPath path) {
    return switch (path) {
      case WASM_SIMD, WASM_SCALAR -> WASM;
      case JAVA -> JAVA;
      case SQLITE, ONNX -> OTHER;
    };
  }

  String word() {
    return word;
  }

  /** A path whose colour it has. */
  ExecutionPath example() {
    return example;
  }

  /** Calls of this kind in one interval. */
  long in(OperationHistory.Point point) {
    return point.countByPath().entrySet().stream()
        .filter(entry -> of(entry.getKey()) == this)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
