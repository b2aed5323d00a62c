package dev.alidade.app.sql;

import dev.alidade.app.control.DataGrid;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.GridColumn;
import dev.alidade.app.control.GridModel;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javafx.scene.layout.StackPane;

/** The program of SQLite's virtual machine for the last query, an instruction a line. */
final class BytecodeView extends StackPane {
  private static final Set<String> NUMBERS = Set.of("addr", "p1", "p2", "p3", "p5");

  private final BytecodeViewModel model;
  private final DataGrid grid = new DataGrid();

  BytecodeView(SqlViewModel model) {
    this.model = model.bytecode();
    setId("bytecode");
    grid.setId("bytecode-grid");
    getStyleClass().add("al-bytecode");
    this.model.program().addListener((observed, was, is) -> show());
    this.model.failure().addListener((observed, was, is) -> show());
    show();
  }

  /** Reads the program of the last query, where it is not known yet. */
  void read() {
    model.read();
  }

  private void show() {
    if (model.failure().get().isPresent()) {
      getChildren().setAll(new ErrorState("Can't read the bytecode", model.failure().get().get()));
    } else if (model.program().get().isEmpty()) {
      getChildren().setAll(new EmptyState("Reading the program of the virtual machine…"));
    } else {
      grid.show(new Program(model.program().get()));
      getChildren().setAll(grid);
    }
  }

  /**
   * @param lines the heads in front
   */
  private record Program(List<String[]> lines) implements GridModel {
    @Override
    public List<GridColumn> columns() {
      return Arrays.stream(lines.getFirst())
          .map(
              head ->
                  new GridColumn(
                      head,
                      null,
                      NUMBERS.contains(head) ? GridColumn.Kind.NUMBER : GridColumn.Kind.MONO))
          .toList();
    }

    @Override
    public int rowCount() {
      return lines.size() - 1;
    }

    @Override
    public Object value(int row, int column) {
      return lines.get(row + 1)[column];
    }
  }
}
