package dev.alidade.engine.benchmark;

import java.util.List;
import java.util.Optional;

/** One operation at one size, in several variants that do the same work. */
public interface BenchmarkCase {
  /** The operation, for example {@code vector.scan.f32}. */
  String name();

  /** Rows or items of one call. */
  long size();

  /** Whether a quick run takes it too. */
  default boolean quick() {
    return true;
  }

  /** Makes the inputs and leaves them in place until {@link Prepared#close()}. */
  Prepared prepare();

  /** Names of variants. */
  String WASM = "wasm";

  /** The twin that the engine would really use. */
  String JAVA = "java";

  /** The loop that a programmer would write first. */
  String JAVA_SIMPLE = "java-simple";

  /**
   * One way to do the work.
   *
   * @param before switches to this variant; not timed
   * @param work one call, or several in a row
   * @param calls how many calls the work makes
   */
  record Variant(String name, Runnable before, Runnable work, int calls) {
    static Variant of(String name, Runnable work) {
      return new Variant(name, () -> {}, work, 1);
    }
  }

  /**
   * @param bytes input that one call reads; 0 where that says nothing
   * @param chosen name of the variant that the engine would take; empty where it has no choice
   * @param reason why
   * @param free gives the inputs back
   */
  record Prepared(
      long bytes, List<Variant> variants, Optional<String> chosen, String reason, Runnable free)
      implements AutoCloseable {
    public Prepared {
      variants = List.copyOf(variants);
    }

    @Override
    public void close() {
      free.run();
    }
  }
}
