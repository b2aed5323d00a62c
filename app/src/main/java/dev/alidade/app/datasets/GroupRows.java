package dev.alidade.app.datasets;

import dev.alidade.app.control.GridColumn;
import dev.alidade.app.control.GridModel;
import dev.alidade.app.format.Values;
import dev.alidade.engine.data.StreamResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The groups of a streamed file as a grid shows them. */
final class GroupRows implements GridModel {
  private final List<Map<String, @Nullable Object>> rows;
  private final List<GridColumn> columns = new ArrayList<>();

  GroupRows(StreamResult result) {
    this.rows = result.rows();
    if (!rows.isEmpty()) {
      rows.getFirst().keySet().forEach(name -> columns.add(new GridColumn(name, null, kind(name))));
    }
  }

  private GridColumn.Kind kind(String name) {
    Object first =
        rows.stream().map(row -> row.get(name)).filter(Objects::nonNull).findFirst().orElse("");
    return switch (first) {
      case Number number -> GridColumn.Kind.NUMBER;
      case CharSequence text -> GridColumn.Kind.TEXT;
      default -> GridColumn.Kind.MONO;
    };
  }

  @Override
  public List<GridColumn> columns() {
    return columns;
  }

  @Override
  public int rowCount() {
    return rows.size();
  }

  @Override
  public @Nullable Object value(int row, int column) {
    return rows.get(row).get(columns.get(column).name());
  }

  @Override
  public String words(@Nullable Object value) {
    return Values.brief(value);
  }
}
