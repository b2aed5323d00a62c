package dev.alidade.app.performance;

import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PaletteAction;
import dev.alidade.app.shell.Panel;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.shell.Workbench;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The Performance panel: pages over one stretch of time. */
public final class PerformancePanel implements Panel {
  private final Workbench workbench;
  private final PerformanceContext context;
  private final List<Page> pages;
  private final TabPane tabs = new TabPane();
  private final BorderPane frame = new BorderPane(tabs);
  private final HBox tools = new HBox(8);
  private @Nullable Page shown;
  private boolean inView;

  public PerformancePanel(Workbench workbench) {
    this.workbench = workbench;
    context = new PerformanceContext(workbench.clock().instant());
    pages = pages(workbench, context, this::showTab);
    tools.setAlignment(Pos.CENTER_RIGHT);
    tabs.setId("performance-tabs");
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    for (Page page : pages) {
      Tab tab = new Tab(page.title(), page.content());
      tab.setId(page.title());
      page.badge().ifPresent(tab::setGraphic);
      tabs.getTabs().add(tab);
    }
    tabs.getSelectionModel().selectedIndexProperty().subscribe(this::turn);
  }

  /** The tabs in their order. A page is made here and nowhere else. */
  private static List<Page> pages(
      Workbench workbench, PerformanceContext context, Consumer<String> showTab) {
    return List.of(
        new LivePage(workbench, context),
        new OperationsPage(workbench, context),
        new HealthPage(workbench, showTab),
        new EventsPage(workbench, context),
        new BenchmarkPage(workbench));
  }

  @Override
  public PanelId id() {
    return PanelId.PERFORMANCE;
  }

  @Override
  public Node content() {
    return frame;
  }

  @Override
  public List<Node> headerTools() {
    return List.of(tools);
  }

  @Override
  public void onShown() {
    inView = true;
    current().onShown();
  }

  @Override
  public void onHidden() {
    inView = false;
    current().onHidden();
  }

  @Override
  public void focusFirst() {
    tabs.requestFocus();
  }

  @Override
  public void runPrimary() {
    current().runPrimary();
  }

  @Override
  public boolean escape() {
    return current().escape();
  }

  @Override
  public List<PaletteAction> actions() {
    List<PaletteAction> actions = new ArrayList<>();
    for (Page page : pages) {
      actions.add(
          PaletteAction.of(
              "Show " + page.title(), "Performance", Feather.ACTIVITY, () -> open(page.title())));
      actions.addAll(page.actions());
    }
    return actions;
  }

  @Override
  public void accept(Intent intent) {
    if (intent instanceof Intent.ShowOperation show) {
      context.operationProperty().set(show.operation());
      showTab("Operations");
    } else if (intent instanceof Intent.ShowHealth) {
      showTab("Health");
    }
  }

  /** The tab with this title comes to the front. */
  public void showTab(String title) {
    tabs.getTabs().stream()
        .filter(tab -> title.equals(tab.getId()))
        .findFirst()
        .ifPresent(tabs.getSelectionModel()::select);
  }

  private void open(String title) {
    workbench.navigation().show(PanelId.PERFORMANCE);
    showTab(title);
  }

  private void turn(Number index) {
    Page next = pages.get(Math.max(0, index.intValue()));
    Page before = shown;
    if (next.equals(before)) {
      return;
    }
    if (before != null && inView) {
      before.onHidden();
    }
    shown = next;
    frame.setLeft(next.left().orElse(null));
    frame.setRight(next.right().orElse(null));
    tools.getChildren().setAll(next.headerTools());
    if (inView) {
      next.onShown();
    }
  }

  private Page current() {
    return pages.get(Math.max(0, tabs.getSelectionModel().getSelectedIndex()));
  }
}
