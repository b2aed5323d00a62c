package dev.alidade.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.testing.WorkbenchFixture;
import java.util.Comparator;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A grid that is scrolled to the side. */
class FrozenNumbersTest {
  @RegisterExtension final WorkbenchFixture workbench = new WorkbenchFixture();

  @Test
  void keepsRowNumbersAndTheirHeadInViewAndComesBack() {
    workbench.openSample("movies.csv");
    DataGrid grid = workbench.byId("dataset-rows", DataGrid.class);
    int last = grid.model().columns().size() - 1;
    assertThat(numbers(grid)).isEmpty();

    reveal(grid, last);

    List<Label> numbers = numbers(grid);
    assertThat(numbers).hasSizeGreaterThan(10);
    assertThat(numbers).extracting(Label::getText).startsWith("1", "2", "3");
    double left = left(grid);
    assertThat(numbers)
        .allSatisfy(number -> assertThat(left(number)).isBetween(left - 1, left + 2));
    assertThat(left(workbench.node("#"))).isBetween(left, left + 48);
    Bounds lastHead = place(grid.head(last));
    assertThat(lastHead.getMaxX()).isLessThan(place(grid).getMaxX());

    reveal(grid, 0);

    assertThat(numbers(grid)).isEmpty();
  }

  @Test
  void aColumnThatTheKeyboardReachesIsNotBehindTheNumbers() {
    workbench.openSample("movies.csv");
    DataGrid grid = workbench.byId("dataset-rows", DataGrid.class);
    workbench.fx(
        () -> {
          grid.requestFocus();
          grid.getSelectionModel().select(0);
          grid.getFocusModel().focus(0, grid.getColumns().getLast());
          return true;
        });
    workbench.settle();
    for (int i = 0; i < grid.model().columns().size() - 4; i++) {
      workbench.press(KeyCode.LEFT);
    }
    int column = grid.getFocusModel().getFocusedCell().getColumn();

    assertThat(column).isBetween(1, 6);
    double behind = left(grid) + workbench.fx(() -> grid.getColumns().getFirst().getWidth());
    assertThat(left(grid.head(column - 1))).isGreaterThanOrEqualTo(behind);
  }

  private void reveal(DataGrid grid, int column) {
    workbench.fx(
        () -> {
          grid.reveal(column);
          return true;
        });
    workbench.settle();
  }

  private List<Label> numbers(DataGrid grid) {
    return workbench.fx(
        () ->
            grid.lookupAll(".al-frozen-number").stream()
                .filter(Node::isVisible)
                .map(Label.class::cast)
                .sorted(Comparator.comparingDouble(FrozenNumbersTest::top))
                .toList());
  }

  private static double top(Node node) {
    return node.localToScreen(node.getBoundsInLocal()).getMinY();
  }

  private double left(Node node) {
    return place(node).getMinX();
  }

  private Bounds place(Node node) {
    return workbench.fx(() -> node.localToScreen(node.getBoundsInLocal()));
  }
}
