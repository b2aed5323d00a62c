package dev.alidade.app.control;

import dev.alidade.app.format.Figures;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Skin;
import javafx.scene.control.TableRow;
import javafx.scene.control.skin.TableRowSkin;
import org.jspecify.annotations.Nullable;

/**
 * A row of a {@link DataGrid} that keeps its number in view when the grid is scrolled to the side:
 * the number's own cell is then out of view, and a label takes its place.
 */
final class NumberedRow extends TableRow<Integer> {
  private final DataGrid grid;
  private final SideScroll scroll;
  private @Nullable Label number;

  NumberedRow(DataGrid grid, SideScroll scroll) {
    this.grid = grid;
    this.scroll = scroll;
    scroll.shiftProperty().addListener(observed -> requestLayout());
  }

  @Override
  protected void updateItem(@Nullable Integer item, boolean empty) {
    super.updateItem(item, empty);
    if (scroll.shiftProperty().get() > 0) {
      requestLayout();
    }
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new TableRowSkin<>(this) {
      @Override
      protected void layoutChildren(double x, double y, double w, double h) {
        super.layoutChildren(x, y, w, h);
        placeNumber(h);
      }
    };
  }

  private void placeNumber(double height) {
    double shift = scroll.shiftProperty().get();
    Integer row = isEmpty() ? null : getItem();
    boolean shown = shift > 0 && row != null && row < grid.model().rowCount();
    Label label = number;
    if (label == null) {
      if (!shown) {
        return;
      }
      label = Labels.of("", "al-frozen-number");
      label.setManaged(false);
      label.setMouseTransparent(true);
      label.setAlignment(Pos.CENTER_RIGHT);
      label.setViewOrder(-1);
      number = label;
    }
    label.setVisible(shown);
    if (!shown || row == null) {
      return;
    }
    if (!getChildren().contains(label)) {
      // The row's cells were made anew, and it holds nothing else then.
      getChildren().add(label);
    }
    label.setText(Figures.count(grid.model().rowNumber(row)));
    label.resizeRelocate(shift, 0, grid.getColumns().getFirst().getWidth(), height);
  }
}
