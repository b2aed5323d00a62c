package dev.alidade.engine.dataset;

import java.util.List;

/** Takes the rows of a file in parts. Used by one thread. */
interface PartSink {
  /** Rows of a part, about; enough that what is done once a part costs little. */
  int ROWS = 1 << 16;

  /** Comes before the first part; when it comes again, all parts come again with other types. */
  void begin(List<Field> fields);

  /** Comes once at least, maybe without rows. */
  void accept(List<ColumnBuilder> columns, long rows);

  /** Comes after the last part. */
  void end(RejectList rejects);
}
