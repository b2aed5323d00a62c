package dev.alidade.app.modules;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Inspector;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.SearchField;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.Segmented;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.WasmCapabilities;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.module.ModuleInfo;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Left the modules, centre their kernels and the capability table, right the manifest. */
final class ModulesView extends BorderPane {
  private final ModulesViewModel model;
  private final ListView<ModuleInfo> list = new ListView<>();
  private final VBox centre = new VBox();
  private final Inspector inspector = new Inspector();
  private boolean syncing;

  ModulesView(ModulesViewModel model) {
    this.model = model;
    setLeft(left());
    ScrollPane scroll = new ScrollPane(centre);
    scroll.setFitToWidth(true);
    setCenter(scroll);
    setRight(inspector);
    model.modules().addListener((observed, was, is) -> showList(is));
    model.page().subscribe(this::showPage);
  }

  void focusList() {
    list.requestFocus();
  }

  private Node left() {
    SearchField search = new SearchField("module-search", "Find a module or kernel");
    search.textProperty().bindBidirectional(model.search());
    list.setId("modules-list");
    list.getStyleClass().addAll("al-list", "two-lines");
    list.setCellFactory(view -> new ModuleCell());
    list.setAccessibleText("Modules");
    list.setPlaceholder(Labels.muted("No module or kernel has this name."));
    list.getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (observed, was, is) -> {
              if (!syncing && is != null) {
                model.selectedName().set(is.name());
              }
            });
    VBox.setVgrow(list, Priority.ALWAYS);
    VBox left = new VBox(search, list, trust(), modeSwitch());
    left.getStyleClass().add("al-left");
    left.setPrefWidth(260);
    left.setMinWidth(260);
    return left;
  }

  private static Node trust() {
    Section section =
        Section.titled("Trust", new HBox(8, shipped(), Labels.small("its hash is pinned")));
    section.getStyleClass().add("al-ruled-above");
    return section;
  }

  private static Badge shipped() {
    return new Badge("shipped", Badge.Kind.OK, Feather.SHIELD);
  }

  private Node modeSwitch() {
    Segmented<WasmMode> mode =
        new Segmented<>(List.of(WasmMode.AUTO, WasmMode.ON, WasmMode.OFF), ModulesView::word);
    mode.setId("wasm-mode");
    mode.valueProperty().bindBidirectional(model.mode());
    HBox head = new HBox(8, Labels.of("WASM", "al-strong"), Section.gap(), mode);
    head.setAlignment(Pos.CENTER_LEFT);
    return new Section(
        head,
        small(
            "Auto takes the faster path for each size. Off runs every operation on its Java"
                + " twin."));
  }

  private static Label small(String text) {
    Label label = Labels.small(text);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    return label;
  }

  private static String word(WasmMode mode) {
    return switch (mode) {
      case AUTO -> "Auto";
      case ON -> "On";
      case OFF -> "Off";
    };
  }

  private void showList(List<ModuleInfo> modules) {
    syncing = true;
    list.getItems().setAll(modules);
    modules.stream()
        .filter(module -> module.name().equals(model.selectedName().get()))
        .findFirst()
        .ifPresent(list.getSelectionModel()::select);
    syncing = false;
  }

  private void showPage(ModulesViewModel.Page page) {
    List<Node> shown = new ArrayList<>();
    page.module()
        .ifPresent(
            module -> {
              shown.add(kernelsHead(module, page.measured()));
              shown.add(new KernelTable(module, model));
              inspector.show(
                  module.name() + " " + module.version(), ModuleDetails.sections(module, model));
              inspector.besideHeading(badge(module));
              list.getItems().stream()
                  .filter(item -> item.name().equals(module.name()))
                  .findFirst()
                  .ifPresent(list.getSelectionModel()::select);
            });
    page.capabilities().ifPresent(found -> shown.add(capabilityTable(found)));
    centre.getChildren().setAll(shown);
  }

  private static Node kernelsHead(ModuleInfo module, String measured) {
    HBox head =
        new HBox(
            6,
            Labels.heading("Kernels of"),
            Labels.of(module.name(), "al-heading", "al-mono"),
            Section.gap(),
            Labels.small("best time in ms, this computer, " + measured));
    head.getStyleClass().addAll("al-toolbar", "al-toolbar-44", "al-toolbar-wide");
    return head;
  }

  private static Node capabilityTable(WasmCapabilities capabilities) {
    long yes = capabilities.entries().stream().filter(e -> e.supported()).count();
    HBox head =
        new HBox(
            8,
            Labels.heading("Capabilities"),
            Section.gap(),
            Labels.small("found by running them, " + yes + " of " + capabilities.entries().size()));
    head.getStyleClass().addAll("al-toolbar", "al-toolbar-44", "al-toolbar-wide");
    GridPane table = new GridPane();
    table.setId("capabilities");
    table.getColumnConstraints().addAll(fixed(160), fixed(76), growing());
    int row = 0;
    table.addRow(row++, headCell("Capability"), headCell("Here"), headCell("How it was tested"));
    for (WasmCapabilities.Capability capability : capabilities.entries()) {
      Badge badge =
          capability.supported()
              ? new Badge("yes", Badge.Kind.OK, Feather.CHECK)
              : new Badge("no", Badge.Kind.NEUTRAL, Feather.X);
      Label how = Labels.paragraph(capability.how());
      HBox words = cell(how);
      words.setPadding(new Insets(5, 8, 5, 16));
      table.addRow(row++, cell(new Label(capability.name())), cell(badge), words);
    }
    return new VBox(head, table);
  }

  static HBox headCell(String text) {
    HBox cell = new HBox(Labels.caption(text));
    cell.setAlignment(Pos.CENTER_LEFT);
    cell.setMinHeight(28);
    cell.getStyleClass().addAll("al-profile-cell", "al-table-head");
    return cell;
  }

  static HBox cell(Node content) {
    HBox cell = new HBox(content);
    cell.setAlignment(Pos.CENTER_LEFT);
    cell.setMinHeight(28);
    cell.setPadding(new Insets(0, 8, 0, 16));
    cell.getStyleClass().add("al-ruled-below");
    cell.setMinWidth(0);
    return cell;
  }

  static ColumnConstraints fixed(double width) {
    ColumnConstraints column = new ColumnConstraints(width);
    column.setFillWidth(true);
    return column;
  }

  static ColumnConstraints growing() {
    ColumnConstraints column = new ColumnConstraints();
    column.setHgrow(Priority.ALWAYS);
    column.setMinWidth(0);
    column.setFillWidth(true);
    return column;
  }

  /** Name and trust above, version, kernels and size below. */
  private static final class ModuleCell extends ListCell<ModuleInfo> {
    @Override
    protected void updateItem(@Nullable ModuleInfo module, boolean empty) {
      super.updateItem(module, empty);
      setText(null);
      if (empty || module == null) {
        setGraphic(null);
        return;
      }
      HBox first =
          new HBox(
              8, Labels.of(module.name(), "al-mono", "al-strong"), Section.gap(), badge(module));
      first.setAlignment(Pos.CENTER_LEFT);
      HBox second =
          new HBox(
              8,
              Labels.small(
                  module.version() + " · " + Figures.counted(module.kernels().size(), "kernel")),
              Section.gap(),
              Labels.of(Figures.bytes(module.sizeBytes()), "al-mono", "al-small", "al-muted"));
      VBox lines = new VBox(2, first, second);
      setGraphic(lines);
    }
  }

  private static Badge badge(ModuleInfo module) {
    if (module.problem().isPresent()) {
      return new Badge("not used", Badge.Kind.WARNING, Feather.ALERT_TRIANGLE);
    }
    return switch (module.trust()) {
      case SHIPPED -> shipped();
      case SANDBOXED -> new Badge("sandboxed", Badge.Kind.NEUTRAL, Feather.LOCK);
      case APPROVED -> new Badge("approved by you", Badge.Kind.WARNING, Feather.ALERT_TRIANGLE);
    };
  }

  /** The button that lets one call through an open circuit. */
  static Node probeButton(ModuleInfo module, ModulesViewModel model) {
    return Buttons.outlined("Probe now", () -> model.probe(module));
  }
}
