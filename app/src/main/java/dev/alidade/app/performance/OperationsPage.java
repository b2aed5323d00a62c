package dev.alidade.app.performance;

import dev.alidade.app.control.EmptyState;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.shell.Workbench;
import javafx.scene.Node;

/** Operations. */
final class OperationsPage implements Page {
  private final Node content;

  OperationsPage(Workbench workbench, PerformanceContext context) {
    content =
        new EmptyState(
            "Operations has no view in this version.",
            "See modules",
            () -> workbench.navigation().show(PanelId.MODULES));
  }

  @Override
  public String title() {
    return "Operations";
  }

  @Override
  public Node content() {
    return content;
  }
}
