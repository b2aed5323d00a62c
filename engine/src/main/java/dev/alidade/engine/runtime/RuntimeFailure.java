package dev.alidade.engine.runtime;

import dev.alidade.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** A failure of the WebAssembly runtime or of a module. The Java twins answer in its place. */
public abstract sealed class RuntimeFailure extends EngineException {
  private static final long serialVersionUID = 1L;

  private RuntimeFailure(String code, String sentence, String remedy, @Nullable Throwable cause) {
    super(code, sentence, remedy, cause);
  }

  /** A kernel stopped before its end. */
  public static final class KernelTrap extends RuntimeFailure {
    private static final long serialVersionUID = 1L;

    private final TrapCause trapCause;

    /**
     * @param kernel export name
     */
    public KernelTrap(String kernel, TrapCause trapCause, @Nullable Throwable cause) {
      super(
          "RUN-201",
          "Kernel " + kernel + " stopped: " + trapCause.sentence() + ".",
          "The Java twin answers; report the kernel if it happens again.",
          cause);
      this.trapCause = trapCause;
    }

    public TrapCause trapCause() {
      return trapCause;
    }
  }

  /** A module's bytes cannot be used. */
  public static final class ModuleRejected extends RuntimeFailure {
    private static final long serialVersionUID = 1L;

    /**
     * @param module name or file of the module
     * @param reason why, as the end of a sentence
     */
    public ModuleRejected(String module, String reason, @Nullable Throwable cause) {
      super(
          "RUN-301",
          "Module " + module + " cannot be used: " + reason + ".",
          "Install Alidade again, or rebuild the module with wasm-modules/build.sh.",
          cause);
    }
  }

  /** WebAssembly cannot run in this process. */
  public static final class RuntimeUnavailable extends RuntimeFailure {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason a whole sentence
     */
    public RuntimeUnavailable(String reason, @Nullable Throwable cause) {
      super(
          "RUN-401",
          reason,
          "Everything runs on Java; install Alidade again to get the native library back.",
          cause);
    }
  }
}
