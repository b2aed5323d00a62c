package dev.alidade.app.datasets;

import dev.alidade.app.control.GridColumn;
import dev.alidade.app.control.GridModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first rows of another model. */
record FirstRows(GridModel of, int most) implements GridModel {
  @Override
  public List<GridColumn> columns() {
    return of.columns();
  }

  @Override
  public int rowCount() {
    return Math.min(most, of.rowCount());
  }

  @Override
  public @Nullable Object value(int row, int column) {
    return of.value(row, column);
  }
}
