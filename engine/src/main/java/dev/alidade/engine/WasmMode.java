package dev.alidade.engine;

/** Whether kernels may run on WebAssembly. */
public enum WasmMode {
  /** For each kernel and size the path that was measured to be faster. */
  AUTO,
  /** WebAssembly wherever a kernel exists and works. */
  ON,
  /** The Java twin of every kernel. */
  OFF
}
