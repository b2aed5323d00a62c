package dev.alidade.app.transform;

import dev.alidade.app.control.GridModel.CellMark;
import dev.alidade.app.table.RowNumbers;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.dataset.Int64Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the cells of a data set differ from those of a base, row by row as the row numbers of both
 * tell. Reads both as long as they are open.
 */
final class Changes {
  private static final int MISSING = -1;

  private final List<Column> columns;
  private final List<Optional<Column>> origins;
  private final Optional<Int64Column> numbers;
  private final Optional<Int64Column> baseNumbers;
  private final int[] baseRows;
  private final long cells;
  private final int changedColumns;
  private final int newColumns;
  private final OptionalInt first;

  /** Compares every cell once, to count; meant for samples. */
  Changes(Dataset base, Dataset shown, Lineage lineage) {
    List<Field> fields = HeldDataset.fields(shown);
    columns = fields.stream().map(field -> shown.column(field.name())).toList();
    numbers = RowNumbers.of(shown);
    baseNumbers = RowNumbers.of(base);
    baseRows = baseRows(base);
    List<Optional<Column>> found = new ArrayList<>();
    for (Field field : fields) {
      found.add(
          lineage
              .origin(field.name())
              .filter(name -> base.schema().indexOf(name).isPresent())
              .map(base::column));
    }
    origins = List.copyOf(found);
    long count = 0;
    int changed = 0;
    int added = 0;
    OptionalInt firstNew = OptionalInt.empty();
    OptionalInt firstChanged = OptionalInt.empty();
    for (int column = 0; column < columns.size(); column++) {
      long before = count;
      for (int row = 0; row < shown.rowCount(); row++) {
        count += mark(row, column) == CellMark.CHANGED ? 1 : 0;
      }
      changed += count > before ? 1 : 0;
      added += isNew(column) ? 1 : 0;
      if (isNew(column) && firstNew.isEmpty()) {
        firstNew = OptionalInt.of(column);
      }
      if (count > before && firstChanged.isEmpty()) {
        firstChanged = OptionalInt.of(column);
      }
    }
    first = firstNew.isPresent() ? firstNew : firstChanged;
    cells = count;
    changedColumns = changed;
    newColumns = added;
  }

  boolean isNew(int column) {
    return numbers.isPresent() && origins.get(column).isEmpty();
  }

  CellMark mark(int row, int column) {
    if (numbers.isEmpty()) {
      return CellMark.NONE;
    }
    Optional<Column> origin = origins.get(column);
    if (origin.isEmpty()) {
      return CellMark.NEW;
    }
    int before = baseRow(row);
    return before == MISSING
            || origin.get().equals(columns.get(column))
            || Objects.equals(origin.get().value(before), columns.get(column).value(row))
        ? CellMark.NONE
        : CellMark.CHANGED;
  }

  /** The row of the base that became a row; −1 where that is not known. */
  int baseRow(int row) {
    if (numbers.isEmpty()) {
      return MISSING;
    }
    long number = numbers.get().get(row);
    boolean stayed =
        baseNumbers.isPresent()
            && row < baseNumbers.get().rowCount()
            && baseNumbers.get().get(row) == number;
    if (stayed) {
      // Where rows were multiplied several have one number.
      return row;
    }
    return number < baseRows.length ? baseRows[(int) number] : MISSING;
  }

  /** The first new column, else the first with another value; empty where nothing changed. */
  OptionalInt first() {
    return first;
  }

  /** Cells whose value is another one. */
  long cells() {
    return cells;
  }

  /** Columns with such cells. */
  int changedColumns() {
    return changedColumns;
  }

  int newColumns() {
    return newColumns;
  }

  private static int[] baseRows(Dataset base) {
    Optional<Int64Column> numbers = RowNumbers.of(base);
    if (numbers.isEmpty()) {
      return new int[0];
    }
    int most = -1;
    for (int row = 0; row < base.rowCount(); row++) {
      most = (int) Math.max(most, numbers.get().get(row));
    }
    int[] rows = new int[most + 1];
    Arrays.fill(rows, MISSING);
    for (int row = 0; row < base.rowCount(); row++) {
      rows[(int) numbers.get().get(row)] = row;
    }
    return rows;
  }
}
