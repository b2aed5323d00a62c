package dev.alidade.app.control;

import dev.alidade.app.fx.FrameWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.skin.TableColumnHeader;
import org.jspecify.annotations.Nullable;

/**
 * How far a grid is scrolled to the side. Its first column stays in view: the head is moved along
 * here, the numbers by each {@link NumberedRow}. JavaFX thread.
 */
final class SideScroll {
  /** Frames that a grid may need until its columns are laid out. */
  private static final int PATIENCE = 8;

  private final DataGrid grid;
  private final DoubleProperty shift = new SimpleDoubleProperty();
  private @Nullable ScrollBar bar;
  private @Nullable TableColumnHeader head;

  SideScroll(DataGrid grid) {
    this.grid = grid;
    grid.getFocusModel()
        .focusedCellProperty()
        .map(cell -> cell.getColumn())
        .addListener(
            (observed, was, is) -> {
              if (is != null && is > 0) {
                reveal(is);
              }
            });
  }

  /** Pixels that are scrolled out of view at the left. */
  ReadOnlyDoubleProperty shiftProperty() {
    return shift;
  }

  /** After each layout of the grid: keeps the head of the first column in view. */
  void laidOut() {
    if (bar == null) {
      find().ifPresent(this::follow);
    }
    moveHead();
  }

  private void follow(ScrollBar found) {
    bar = found;
    found.valueProperty().subscribe(value -> take(found));
    found.visibleProperty().subscribe(visible -> take(found));
  }

  private void take(ScrollBar from) {
    shift.set(from.isVisible() ? from.getValue() : 0);
    moveHead();
  }

  private Optional<ScrollBar> find() {
    return grid.lookupAll(".scroll-bar").stream()
        .filter(ScrollBar.class::isInstance)
        .map(ScrollBar.class::cast)
        .filter(each -> each.getOrientation() == Orientation.HORIZONTAL)
        .findFirst();
  }

  private void moveHead() {
    if (grid.getColumns().isEmpty()) {
      return;
    }
    TableColumn<Integer, ?> first = grid.getColumns().getFirst();
    TableColumnHeader known = head;
    if (known == null || !first.equals(known.getTableColumn()) || known.getParent() == null) {
      known = headOf(first);
      head = known;
    }
    if (known != null) {
      known.setTranslateX(shift.get());
      known.setViewOrder(-1);
    }
  }

  private @Nullable TableColumnHeader headOf(TableColumn<Integer, ?> column) {
    for (Node node : grid.lookupAll(".column-header")) {
      if (node instanceof TableColumnHeader found && column.equals(found.getTableColumn())) {
        return found;
      }
    }
    return null;
  }

  /**
   * Brings a column of the grid into view beside the first one, as soon as it is laid out.
   *
   * @param column its place among all columns
   */
  void reveal(int column) {
    List<Runnable> tries = new ArrayList<>();
    for (int i = 0; i < PATIENCE; i++) {
      tries.add(() -> tryToReveal(column));
    }
    FrameWork.replaceLater(this, tries);
  }

  private void tryToReveal(int column) {
    ScrollBar scroll = bar;
    if (column >= grid.getColumns().size() || scroll == null || !grid.isLaidOut()) {
      return;
    }
    FrameWork.drop(this);
    if (!scroll.isVisible()) {
      return;
    }
    double start = 0;
    for (int i = 0; i < column; i++) {
      start += grid.getColumns().get(i).getWidth();
    }
    double frozen = grid.getColumns().getFirst().getWidth();
    double end = start + grid.getColumns().get(column).getWidth();
    double view = scroll.getWidth();
    double value = scroll.getValue();
    if (end > value + view) {
      value = end - view;
    }
    if (start - frozen < value) {
      value = start - frozen;
    }
    scroll.setValue(Math.clamp(value, 0, Math.max(0, scroll.getMax())));
  }
}
