package dev.alidade.app.performance;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Inspector;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.shell.PaletteAction;
import dev.alidade.app.shell.Workbench;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.export.ReportFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import org.kordamp.ikonli.feather.Feather;

/** Health. */
final class HealthPage implements Page {
  private static final String GROUP = "Performance";
  private static final Duration BADGE_PERIOD = Duration.ofSeconds(2);

  private final HealthViewModel model;
  private final Remedies remedies;
  private final HealthView view;
  private final Inspector inspector = new Inspector();
  private final Badge badge = new Badge();
  private final List<Node> tools;
  private String shownDetails = "";

  HealthPage(Workbench workbench, Consumer<String> showTab) {
    model = new HealthViewModel(workbench);
    remedies = new Remedies(workbench, showTab, model::checkNow, () -> save(ReportFormat.HTML));
    view = new HealthView(model, remedies);
    inspector.setOnClose(() -> model.selectedProperty().set(""));
    MenuButton report = new MenuButton("Report");
    report.setId("report");
    report.getStyleClass().add("al-menu-word");
    Arrays.stream(ReportFormat.values())
        .map(this::exportItem)
        .forEach(item -> report.getItems().add(item));
    tools =
        List.of(
            Buttons.flat("Mark now", Feather.BOOKMARK, model::mark),
            report,
            Buttons.primary("Check now", Feather.REFRESH_CW, model::checkNow));
    badge.setVisible(false);
    badge.setManaged(false);
    // The word on the tab must be right whatever page is in view; the state is kept by the engine.
    workbench
        .polling()
        .every(
            BADGE_PERIOD,
            () ->
                workbench.engine().observability().healthStatus().components().stream()
                    .filter(component -> component.status() != HealthStatus.HEALTHY)
                    .count(),
            this::showBadge)
        .start();
    model.snapshotProperty().addListener((observed, was, is) -> showDetails());
    model.selectedProperty().addListener((observed, was, is) -> showDetails());
  }

  private MenuItem exportItem(ReportFormat format) {
    return Buttons.item("Export as " + word(format), () -> save(format));
  }

  private void save(ReportFormat format) {
    SaveDialog.ask(inspector.getScene().getWindow(), "performance-report", format.extension())
        .ifPresent(file -> model.export(format, file));
  }

  private static String word(ReportFormat format) {
    return switch (format) {
      case MARKDOWN -> "Markdown";
      case HTML -> "HTML page";
      case OPEN_METRICS -> "OpenMetrics text";
      case JSON -> "JSON";
      case CSV -> "CSV";
    };
  }

  private void showBadge(long needing) {
    badge.show(String.valueOf(needing), Badge.Kind.WARNING, Feather.ALERT_TRIANGLE);
    badge.setAccessibleText(needing + " components need a look");
    badge.setVisible(needing > 0);
    badge.setManaged(needing > 0);
  }

  private void showDetails() {
    Optional<ComponentHealth> selected = model.selected();
    if (selected.isEmpty()) {
      if (inspector.isOpen()) {
        inspector.close();
      }
      shownDetails = "";
      return;
    }
    ComponentHealth health = selected.get();
    if (shownDetails.equals(health.toString())) {
      return;
    }
    shownDetails = health.toString();
    inspector.show(health.component(), sections(health));
    inspector.besideHeading(Badge.of(health.status()));
  }

  private Node[] sections(ComponentHealth health) {
    List<Node> sections = new ArrayList<>();
    Label found = new Label(health.sentence());
    found.setWrapText(true);
    found.setMinHeight(Label.USE_PREF_SIZE);
    sections.add(Section.titled("Found", found));
    health
        .remedy()
        .ifPresent(
            remedy -> {
              Section section = Section.titled("What to do", Labels.paragraph(remedy.sentence()));
              remedies
                  .offer(remedy)
                  .ifPresent(
                      offer ->
                          section.getChildren().add(Buttons.outlined(offer.verb(), offer.run())));
              sections.add(section);
            });
    Section evidence =
        Section.of("Evidence", Labels.small(String.valueOf(health.evidence().size())));
    for (String line : health.evidence()) {
      Label label = Labels.of(line, "al-mono", "al-small");
      label.setWrapText(true);
      label.setMinHeight(Label.USE_PREF_SIZE);
      evidence.getChildren().add(label);
    }
    sections.add(evidence);
    return sections.toArray(Node[]::new);
  }

  @Override
  public String title() {
    return "Health";
  }

  @Override
  public Node content() {
    return view;
  }

  @Override
  public Optional<Node> badge() {
    return Optional.of(badge);
  }

  @Override
  public Optional<Node> right() {
    return Optional.of(inspector);
  }

  @Override
  public void onShown() {
    model.start();
  }

  @Override
  public void onHidden() {
    model.stop();
  }

  @Override
  public List<Node> headerTools() {
    return tools;
  }

  @Override
  public List<PaletteAction> actions() {
    return List.of(
        PaletteAction.of("Check health now", GROUP, Feather.REFRESH_CW, model::checkNow),
        PaletteAction.of("Mark this moment", GROUP, Feather.BOOKMARK, model::mark));
  }

  @Override
  public void runPrimary() {
    model.checkNow();
  }

  @Override
  public boolean escape() {
    if (model.selectedProperty().get().isEmpty()) {
      return false;
    }
    model.selectedProperty().set("");
    return true;
  }
}
