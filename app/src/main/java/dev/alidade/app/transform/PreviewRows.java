package dev.alidade.app.transform;

import dev.alidade.app.control.GridColumn;
import dev.alidade.app.control.GridModel;
import dev.alidade.app.table.DatasetRows;
import dev.alidade.app.table.RowNumbers;
import dev.alidade.engine.dataset.Int64Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** A preview's rows: numbered as in the source, with marks where something changed. */
final class PreviewRows implements GridModel {
  private final DatasetRows rows;
  private final Changes changes;
  private final Optional<Int64Column> numbers;
  private final List<GridColumn> heads;

  PreviewRows(Preview preview) {
    rows = new DatasetRows(preview.shown());
    changes = preview.changes();
    numbers = RowNumbers.of(preview.shown());
    List<GridColumn> made = new ArrayList<>();
    for (int i = 0; i < rows.columns().size(); i++) {
      GridColumn head = rows.columns().get(i);
      made.add(new GridColumn(head.name(), changes.isNew(i) ? Feather.PLUS : null, head.kind()));
    }
    heads = List.copyOf(made);
  }

  @Override
  public List<GridColumn> columns() {
    return heads;
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
  public long rowNumber(int row) {
    return numbers.map(all -> all.get(row) + 1).orElse(row + 1L);
  }

  @Override
  public long highestRowNumber() {
    return IntStream.range(0, rowCount()).mapToLong(this::rowNumber).max().orElse(0);
  }

  @Override
  public CellMark mark(int row, int column) {
    return changes.mark(row, column);
  }
}
