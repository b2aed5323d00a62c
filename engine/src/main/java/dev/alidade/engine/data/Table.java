package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.dataset.Schema;
import java.util.List;

/** The columns between two steps; holds one holder of each. */
record Table(int rows, List<Column> columns) implements AutoCloseable {
  Table {
    columns = List.copyOf(columns);
  }

  Schema schema() {
    return new Schema(columns.stream().map(Column::field).toList());
  }

  List<String> names() {
    return columns.stream().map(Column::field).map(Field::name).toList();
  }

  long bytes() {
    return columns.stream().mapToLong(Column::bytes).sum();
  }

  @Override
  public void close() {
    columns.forEach(Column::close);
  }
}
