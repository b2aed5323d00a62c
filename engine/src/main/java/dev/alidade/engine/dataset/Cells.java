package dev.alidade.engine.dataset;

/** How the cells of one kind of record are seen and stored. */
interface Cells<R> {
  /** Columns that the record has; later ones are missing. */
  int width(R row);

  /** Tells the witness what kind of value the cell is. */
  void observe(R row, int column, TypeWitness witness);

  /** Whether the cell is missing or a value of the builder's type. */
  boolean fits(R row, int column, ColumnBuilder builder);

  /** Appends the cell; false, and nothing changed, where it does not fit. */
  boolean append(R row, int column, ColumnBuilder builder);

  /** The record as text, for the rejects. */
  String text(R row);

  /** The cell as text, for the rejects. */
  String text(R row, int column);
}
