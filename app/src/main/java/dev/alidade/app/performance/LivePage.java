package dev.alidade.app.performance;

import dev.alidade.app.control.EmptyState;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.shell.Workbench;
import javafx.scene.Node;

/** Live. */
final class LivePage implements Page {
  private final Node content;

  LivePage(Workbench workbench, PerformanceContext context) {
    content =
        new EmptyState(
            "Live has no view in this version.",
            "See modules",
            () -> workbench.navigation().show(PanelId.MODULES));
  }

  @Override
  public String title() {
    return "Live";
  }

  @Override
  public Node content() {
    return content;
  }
}
