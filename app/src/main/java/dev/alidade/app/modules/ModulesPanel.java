package dev.alidade.app.modules;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PaletteAction;
import dev.alidade.app.shell.Panel;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.shell.Workbench;
import java.util.List;
import javafx.scene.Node;
import org.kordamp.ikonli.feather.Feather;

/** The Modules panel. */
public final class ModulesPanel implements Panel {
  private final ModulesViewModel model;
  private final ModulesView view;
  private final List<Node> tools;

  public ModulesPanel(Workbench workbench) {
    model = new ModulesViewModel(workbench);
    view = new ModulesView(model);
    tools =
        List.of(
            Buttons.flat("Test capabilities", Feather.REFRESH_CW, model::testCapabilities),
            Buttons.primary("Measure paths", Feather.ACTIVITY, model::measurePaths));
  }

  @Override
  public PanelId id() {
    return PanelId.MODULES;
  }

  @Override
  public Node content() {
    return view;
  }

  @Override
  public List<Node> headerTools() {
    return tools;
  }

  @Override
  public void onShown() {
    model.refresh();
  }

  @Override
  public void focusFirst() {
    view.focusList();
  }

  @Override
  public void runPrimary() {
    model.measurePaths();
  }

  @Override
  public List<PaletteAction> actions() {
    return List.of(
        PaletteAction.of(
            "Measure paths on this computer", "Modules", Feather.ACTIVITY, model::measurePaths),
        PaletteAction.of(
            "Test WASM capabilities", "Modules", Feather.REFRESH_CW, model::testCapabilities));
  }

  @Override
  public void accept(Intent intent) {
    if (intent instanceof Intent.ShowModule show) {
      model.selectedName().set(show.module());
    }
  }
}
