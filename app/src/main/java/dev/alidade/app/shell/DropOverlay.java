package dev.alidade.app.shell;

import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What covers the window while files are dragged over it. */
final class DropOverlay extends StackPane {
  DropOverlay() {
    VBox place =
        new VBox(
            Icons.of(Feather.UPLOAD, "al-icon-32", "al-icon-accent"),
            Labels.heading("Drop to open"));
    place.getStyleClass().add("al-drop");
    getChildren().add(place);
    setPadding(new Insets(16));
    setId("drop-overlay");
    setVisible(false);
    setMouseTransparent(true);
  }

  /** Lets files be dropped anywhere on a node. */
  void accept(Node window, Consumer<List<Path>> open) {
    window.addEventHandler(
        DragEvent.DRAG_OVER,
        event -> {
          if (event.getDragboard().hasFiles()) {
            event.acceptTransferModes(TransferMode.COPY);
            setVisible(true);
            event.consume();
          }
        });
    window.addEventHandler(DragEvent.DRAG_EXITED_TARGET, event -> hideOutside(window, event));
    window.addEventHandler(
        DragEvent.DRAG_DROPPED,
        event -> {
          setVisible(false);
          if (event.getDragboard().hasFiles()) {
            open.accept(event.getDragboard().getFiles().stream().map(File::toPath).toList());
            event.setDropCompleted(true);
            event.consume();
          }
        });
  }

  private void hideOutside(Node window, DragEvent event) {
    if (!window.getLayoutBounds().contains(event.getX(), event.getY())) {
      setVisible(false);
    }
  }
}
