package dev.alidade.app;

import dev.alidade.app.control.EmptyState;
import dev.alidade.app.shell.Navigation;
import dev.alidade.app.shell.Panel;
import dev.alidade.app.shell.PanelId;
import javafx.scene.Node;

/** Holds a place on the rail whose panel does not exist in this version, and says so. */
final class PlannedPanel implements Panel {
  private final PanelId id;
  private final Node content;

  PlannedPanel(PanelId id, Navigation navigation) {
    this.id = id;
    this.content =
        new EmptyState(
            id.title() + " has no view in this version.", "Open file…", navigation::chooseFiles);
  }

  @Override
  public PanelId id() {
    return id;
  }

  @Override
  public Node content() {
    return content;
  }
}
