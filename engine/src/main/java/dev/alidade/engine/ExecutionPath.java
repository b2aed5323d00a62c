package dev.alidade.engine;

/** What did the work of an operation. */
public enum ExecutionPath {
  WASM_SIMD("WASM"),
  WASM_SCALAR("WASM scalar"),
  JAVA("Java"),
  SQLITE("SQLite"),
  ONNX("ONNX");

  private final String label;

  ExecutionPath(String label) {
    this.label = label;
  }

  /** The word that the user reads. */
  public String label() {
    return label;
  }

  /** Whether a WebAssembly kernel did the work. */
  public boolean isWasm() {
    return this == WASM_SIMD || this == WASM_SCALAR;
  }
}
