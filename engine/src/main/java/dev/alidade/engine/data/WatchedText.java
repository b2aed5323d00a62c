package dev.alidade.engine.data;

/**
 * Text that looks at the progress while a regular expression reads it, so that an expression that
 * never ends can be stopped.
 */
final class WatchedText implements CharSequence {
  /** Reads between two looks; a read costs about a nanosecond. */
  private static final int READS_PER_CHECK = 1 << 20;

  private final CharSequence text;
  private final StepRun run;
  private int reads;

  WatchedText(CharSequence text, StepRun run) {
    this.text = text;
    this.run = run;
  }

  @Override
  public char charAt(int index) {
    if (++reads == READS_PER_CHECK) {
      reads = 0;
      run.progress().check(run.operation());
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
