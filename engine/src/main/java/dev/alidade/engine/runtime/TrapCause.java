package dev.alidade.engine.runtime;

/** Why a kernel stopped before its end. */
public enum TrapCause {
  OUT_OF_BOUNDS("it touched memory that it does not have"),
  STACK_OVERFLOW("its stack overflowed"),
  INTEGER_DIVISION_BY_ZERO("it divided by zero"),
  INTEGER_OVERFLOW("an integer overflowed"),
  BAD_CONVERSION("a number does not fit an integer"),
  UNREACHABLE("it reached code that must not be reached"),
  INDIRECT_CALL("it called a function that is not there"),
  DEADLINE("it missed its deadline"),
  INCOMPLETE("it returned without a status"),
  OTHER("the runtime gave no cause");

  private final String sentence;

  TrapCause(String sentence) {
    this.sentence = sentence;
  }

  /** The end of the sentence "The kernel stopped: …". */
  public String sentence() {
    return sentence;
  }
}
