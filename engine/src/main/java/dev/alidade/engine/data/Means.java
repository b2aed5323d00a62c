package dev.alidade.engine.data;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the text of a step's parameter stands for, so that an editor can offer what there is. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Means {
  Meaning value();

  /** Kinds of texts. */
  enum Meaning {
    /** Any text. */
    TEXT,
    /** A column of the step's input. */
    COLUMN,
    /** An expression over the columns. */
    EXPRESSION,
    /** An expression that is true or false. */
    CONDITION,
    /** A data set of the catalogue. */
    DATASET
  }
}
