package dev.alidade.app.transform;

import dev.alidade.app.control.GridColumn;
import dev.alidade.app.control.GridModel;
import dev.alidade.app.format.Values;
import dev.alidade.app.table.DatasetRows;
import dev.alidade.engine.dataset.Dataset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The groups of an aggregate: figures with the digits that can be read at a glance. */
final class GroupedRows implements GridModel {
  private final DatasetRows rows;

  GroupedRows(Dataset groups) {
    rows = new DatasetRows(groups);
  }

  @Override
  public List<GridColumn> columns() {
    return rows.columns();
  }

  @Override
  public int rowCount() {
    return rows.rowCount();
  }

  @Override
  public @Nullable Object value(int row, int column) {
    return rows.value(row, column);
  }

  @Override
  public String words(@Nullable Object value) {
    return Values.brief(value);
  }
}
