package dev.alidade.engine.data;

import static dev.alidade.engine.data.Means.Meaning.COLUMN;
import static dev.alidade.engine.data.Means.Meaning.CONDITION;
import static dev.alidade.engine.data.Means.Meaning.DATASET;
import static dev.alidade.engine.data.Means.Meaning.EXPRESSION;

import dev.alidade.engine.dataset.ColumnType;
import java.util.List;

/**
 * One step of a pipeline: what to do, never how. Rows that are null stay null where a step says
 * nothing else. The record of a step is also its form: {@link StepForm} reads names and types from
 * it for JSON and editors. docs/pipelines.md has the types and the rules for null.
 */
public sealed interface Step {
  record Rename(@Means(COLUMN) String column, String newName) implements Step {}

  record Drop(@Means(COLUMN) List<String> columns) implements Step {}

  record Select(@Means(COLUMN) List<String> columns) implements Step {}

  /** Values that do not fit become null and are counted as rejected. */
  record Cast(@Means(COLUMN) String column, ColumnType type) implements Step {}

  /** ISO 8601 text to a timestamp; text that is none becomes null and is counted. */
  record ParseTimestamp(@Means(COLUMN) String column) implements Step {}

  /** Unicode upper case, ROOT locale. */
  record Uppercase(@Means(COLUMN) String column) implements Step {}

  /** Unicode lower case, ROOT locale. */
  record Lowercase(@Means(COLUMN) String column) implements Step {}

  /** The first letter of each word in title case, the others in lower case, ROOT locale. */
  record Title(@Means(COLUMN) String column) implements Step {}

  record Trim(@Means(COLUMN) String column) implements Step {}

  /**
   * @param regex whether {@code find} is a regular expression (java.util.regex) and {@code
   *     replacement} may name groups
   */
  record Replace(@Means(COLUMN) String column, String find, String replacement, boolean regex)
      implements Step {}

  /** New columns for the parts of a text; the last one takes the rest, missing parts are null. */
  record Split(@Means(COLUMN) String column, String separator, List<String> newColumns)
      implements Step {
    public Split {
      newColumns = List.copyOf(newColumns);
    }
  }

  /** A new column of the texts of some columns; nulls are left out. */
  record Concat(@Means(COLUMN) List<String> columns, String separator, String newColumn)
      implements Step {}

  /** The characters {@code start} (from 1) to {@code start + count − 1}, by code points. */
  record Substring(@Means(COLUMN) String column, long start, long count) implements Step {}

  /** Fills shorter texts up; longer ones stay as they are. */
  record Pad(@Means(COLUMN) String column, long length, String fill, Side side) implements Step {
    /** Where the filling goes. */
    public enum Side {
      LEFT,
      RIGHT
    }
  }

  /** A new column: SHA-256 as lower-case hex text, or murmur3 (x64, seed 0) as int64, of UTF-8. */
  record Hash(@Means(COLUMN) String column, Algorithm algorithm, String newColumn) implements Step {
    /** What is computed of the bytes. */
    public enum Algorithm {
      SHA_256,
      MURMUR3
    }
  }

  record NormaliseText(@Means(COLUMN) String column, java.text.Normalizer.Form form)
      implements Step {}

  /** A new column with what a path such as {@code $.owner.tags[0]} finds in JSON text. */
  record JsonPath(@Means(COLUMN) String column, String path, String newColumn) implements Step {}

  /** Text, timestamps, or int64 milliseconds, in one form in UTC. */
  record NormaliseTimestamp(@Means(COLUMN) String column, Form form) implements Step {
    /** What comes out: a timestamp, ISO 8601 text or an int64. */
    public enum Form {
      TIMESTAMP,
      ISO_TEXT,
      EPOCH_MILLIS,
      EPOCH_SECONDS
    }
  }

  /** To 0…1, or to mean 0 and sample deviation 1; NaN stays, and takes no part. */
  record NormaliseNumber(@Means(COLUMN) String column, Scaling scaling) implements Step {
    /** What the numbers are brought to. */
    public enum Scaling {
      MIN_MAX,
      Z_SCORE
    }
  }

  /**
   * A new int64 column: the bin from 1 to {@code bins}, by ranges of values or by numbers of rows.
   */
  record Bin(@Means(COLUMN) String column, long bins, Rule rule, String newColumn) implements Step {
    /** What is equal among the bins. */
    public enum Rule {
      EQUAL_WIDTH,
      EQUAL_COUNT
    }
  }

  /** A new int64 column: how many of the edges, which ascend, are not above the value. */
  record Bucket(@Means(COLUMN) String column, List<Double> edges, String newColumn)
      implements Step {
    public Bucket {
      edges = List.copyOf(edges);
    }
  }

  /** Halves away from zero; negative digits round to tens, hundreds and so on. */
  record Round(@Means(COLUMN) String column, long digits) implements Step {}

  record Abs(@Means(COLUMN) String column) implements Step {}

  /** {@code value · factor + offset} as float64. */
  record Scale(@Means(COLUMN) String column, double factor, double offset) implements Step {}

  /** A logarithm as float64; of 0 and less there is none: null, counted. */
  record Log(@Means(COLUMN) String column, Base base) implements Step {
    /** What is raised to the result. */
    public enum Base {
      E,
      TWO,
      TEN
    }
  }

  /**
   * @param value as text, read in the column's type
   */
  record FillNulls(@Means(COLUMN) String column, String value) implements Step {}

  /** A new int64 column with one part of a timestamp in UTC. */
  record DatePart(@Means(COLUMN) String column, CalendarPart part, String newColumn)
      implements Step {}

  /** The beginning of the unit in UTC; weeks begin on Monday. */
  record DateTruncate(@Means(COLUMN) String column, CalendarUnit unit) implements Step {}

  /** A new int64 column: how often a new unit begins from one timestamp to the other. */
  record DateDifference(
      @Means(COLUMN) String from, @Means(COLUMN) String to, CalendarUnit unit, String newColumn)
      implements Step {}

  /**
   * A new column from an arithmetic or comparison expression over columns, for example {@code
   * temp_max - temp_min}.
   */
  record Compute(String newColumn, @Means(EXPRESSION) String expression) implements Step {}

  /**
   * Keeps the rows where the expression is true, for example {@code precipitation > 0 and weather =
   * 'rain'}.
   */
  record Filter(@Means(CONDITION) String expression) implements Step {}

  record Sort(List<Sort.Key> keys) implements Step {
    public Sort {
      keys = List.copyOf(keys);
    }

    /** One column to order by. */
    public record Key(@Means(COLUMN) String column, boolean descending) {}
  }

  record Limit(long rows) implements Step {}

  /** So many rows at random, in their order; the same seed takes the same rows. */
  record Sample(long rows, long seed) implements Step {}

  /** Keeps the first row of each combination of values; all columns when none is named. */
  record Deduplicate(@Means(COLUMN) List<String> columns) implements Step {}

  /**
   * A row for each part of a text.
   *
   * @param separator between the parts; empty where the text is a JSON array
   */
  record Explode(@Means(COLUMN) String column, String separator) implements Step {}

  /** A row for each combination of the keys, and a column for each value of {@code column}. */
  record Pivot(
      @Means(COLUMN) List<String> keys,
      @Means(COLUMN) String column,
      @Means(COLUMN) String value,
      AggregateFunction operation)
      implements Step {}

  /** A row for each of the columns, with its name and its value; nulls are kept. */
  record Unpivot(@Means(COLUMN) List<String> columns, String nameColumn, String valueColumn)
      implements Step {}

  /**
   * Rows beside those of another data set of the catalogue with equal keys; null equals nothing.
   */
  record Join(@Means(DATASET) String dataset, Kind kind, List<Join.Key> keys) implements Step {
    public Join {
      keys = List.copyOf(keys);
    }

    /** Which rows are kept: those that meet, all of the left, the left ones that meet none. */
    public enum Kind {
      INNER,
      LEFT,
      ANTI
    }

    /** Columns of one type that must be equal. */
    public record Key(@Means(COLUMN) String column, String otherColumn) {}
  }

  /**
   * A new column that looks at other rows of the same partition, in an order.
   *
   * @param column what is looked at; means nothing to the functions that number rows
   * @param rows how far {@code LAG} and {@code LEAD} look, how many rows a moving window has
   */
  record Window(
      Function function,
      @Means(COLUMN) String column,
      long rows,
      @Means(COLUMN) List<String> partitionBy,
      List<Sort.Key> orderBy,
      String newColumn)
      implements Step {
    public Window {
      orderBy = List.copyOf(orderBy);
    }

    /** What the column holds. */
    public enum Function {
      ROW_NUMBER,
      RANK,
      LAG,
      LEAD,
      RUNNING_SUM,
      MOVING_SUM,
      MOVING_AVERAGE
    }
  }

  /** A row for each group, as {@link DataProcessor#aggregate} makes it. */
  record GroupBy(@Means(COLUMN) List<String> keys, List<AggregationOptions.Operation> measures)
      implements Step {
    public GroupBy {
      measures = List.copyOf(measures);
    }
  }
}
