package dev.alidade.app.performance;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.Segmented;
import dev.alidade.app.control.ToggleSwitch;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.Severity;
import dev.alidade.engine.telemetry.export.EventJson;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Filters over a table of events, newest first. */
final class EventsView extends BorderPane {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final double LEAST_WIDTH = 72;

  /** Most of the room: the flexible last column takes what the others leave. */
  private static final double WORDS_WIDTH = 400;

  private static final String ALL_KINDS = "All kinds";
  private static final String ALL_COMPONENTS = "All components";

  private final EventsViewModel model;
  private final ZoneId zone;
  private final TableView<EngineEvent> table = new TableView<>();
  private final Label count = Labels.small("");

  EventsView(EventsViewModel model, ZoneId zone) {
    this.model = model;
    this.zone = zone;
    table.setId("events");
    table.setAccessibleText("Events, newest first");
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.getStyleClass().add("al-ruled-rows");
    table.setPlaceholder(Labels.muted("No event matches."));
    table
        .getColumns()
        .setAll(
            List.of(
                column(
                    "Time", 116, event -> TIME.format(event.at().atZone(zone)), EventsView::mono),
                column("Severity", 84, EngineEvent::severity, EventsView::severity),
                column("Kind", 130, EngineEvent::kind, (cell, value) -> cell.setText(value)),
                column("Component", 170, EngineEvent::component, EventsView::mono),
                column(
                    "What happened",
                    WORDS_WIDTH,
                    EventsView::words,
                    (cell, value) -> cell.setText(value.replaceAll("\\s+", " ")))));
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (observed, was, is) -> {
              if (is != null) {
                model.selectedProperty().set(is);
              }
            });
    KeyCombination copy = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    table.setOnKeyPressed(
        event -> {
          if (copy.match(event)) {
            copySelected();
            event.consume();
          }
        });
    table.setContextMenu(
        new ContextMenu(
            Buttons.item("Copy as JSON", this::copySelected),
            Buttons.item("Copy all shown as JSON", () -> put(table.getItems()))));
    setTop(new VBox(filters(), tail()));
    setCenter(table);
    model.shownProperty().addListener((observed, was, is) -> show(is));
    show(model.shownProperty().get());
  }

  private Node filters() {
    TextField text = new TextField();
    text.setId("event-text");
    text.setPromptText("Find in component or message");
    text.setPrefWidth(220);
    text.textProperty().bindBidirectional(model.textProperty());
    Segmented<Severity> severity = new Segmented<>(List.of(Severity.values()), EventsView::atLeast);
    severity.setId("event-severity");
    severity.valueProperty().bindBidirectional(model.atLeastProperty());
    ComboBox<String> kinds = choice(ALL_KINDS, model.kindProperty(), 150);
    kinds.setId("event-kind");
    model.kindsProperty().addListener((observed, was, is) -> offer(kinds, ALL_KINDS, is));
    ComboBox<String> components = choice(ALL_COMPONENTS, model.componentProperty(), 150);
    components.setId("event-component");
    model
        .componentsProperty()
        .addListener((observed, was, is) -> offer(components, ALL_COMPONENTS, is));
    HBox bar = new HBox(text, severity, kinds, components);
    bar.getStyleClass().addAll("al-toolbar", "al-toolbar-44");
    return bar;
  }

  private Node tail() {
    ToggleSwitch span = new ToggleSwitch("Only the time shown in Live");
    span.setId("event-span");
    span.selectedProperty().bindBidirectional(model.inSpanProperty());
    Label waiting = Labels.of("", "al-small", "al-text-accent");
    waiting
        .textProperty()
        .bind(
            model
                .waitingProperty()
                .map(n -> n.longValue() == 0 ? "" : Figures.count(n.longValue()) + " new"));
    Label dropped = Labels.small("");
    dropped
        .textProperty()
        .bind(
            model
                .droppedProperty()
                .map(
                    n ->
                        n.longValue() == 0
                            ? ""
                            : Figures.count(n.longValue()) + " dropped by slow listeners"));
    Label unkept = Labels.of("", "al-small", "al-text-warn");
    unkept
        .textProperty()
        .bind(
            model
                .unkeptProperty()
                .map(
                    n ->
                        n.longValue() == 0
                            ? ""
                            : Figures.count(n.longValue()) + " not kept in the workspace"));
    Button clear = Buttons.compact(Buttons.flat("Clear filters", Feather.X, model::clearFilters));
    HBox bar = new HBox(span, clear, Section.gap(), waiting, dropped, unkept, count);
    bar.getStyleClass().add("al-toolbar");
    return bar;
  }

  private static ComboBox<String> choice(String all, StringProperty chosen, double width) {
    ComboBox<String> box = new ComboBox<>();
    box.getItems().setAll(all);
    box.setValue(all);
    box.setPrefWidth(width);
    box.setAccessibleText(all);
    box.valueProperty()
        .addListener(
            (observed, was, is) -> {
              if (is != null) {
                chosen.set(is.equals(all) ? "" : is);
              }
            });
    chosen.addListener((observed, was, is) -> box.setValue(is.isEmpty() ? all : is));
    return box;
  }

  /** New choices; what is chosen stays so even where no event of it is left. */
  private static void offer(ComboBox<String> box, String all, List<String> found) {
    String chosen = box.getValue();
    List<String> items = new ArrayList<>(List.of(all));
    items.addAll(found);
    if (chosen != null && !items.contains(chosen)) {
      items.add(chosen);
    }
    box.getItems().setAll(items);
    box.setValue(chosen);
  }

  /** The list keeps its selection and, when scrolled, its place. */
  private void show(List<EngineEvent> events) {
    EngineEvent chosen = table.getSelectionModel().getSelectedItem();
    table.getItems().setAll(events);
    if (chosen != null && events.contains(chosen)) {
      table.getSelectionModel().select(chosen);
    }
    count.setText(
        Figures.count(events.size())
            + (events.size() == model.known()
                ? (events.size() == 1 ? " event" : " events")
                : " of " + Figures.count(model.known()) + " events"));
  }

  private void copySelected() {
    put(table.getSelectionModel().getSelectedItems());
  }

  static void put(List<EngineEvent> events) {
    ClipboardContent content = new ClipboardContent();
    content.putString(EventJson.write(events));
    Clipboard.getSystemClipboard().setContent(content);
  }

  ZoneId zone() {
    return zone;
  }

  void focusTable() {
    table.requestFocus();
  }

  private static <T> TableColumn<EngineEvent, T> column(
      String title,
      double width,
      Function<EngineEvent, T> value,
      BiConsumer<TableCell<EngineEvent, T>, T> draw) {
    TableColumn<EngineEvent, T> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setMinWidth(Math.min(width, LEAST_WIDTH));
    if (width < WORDS_WIDTH) {
      column.setMaxWidth(width * 1.5);
    }
    column.setSortable(false);
    column.setReorderable(false);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(value.apply(cell.getValue())));
    column.setCellFactory(
        made ->
            new TableCell<>() {
              @Override
              protected void updateItem(@Nullable T item, boolean empty) {
                super.updateItem(item, empty);
                setText(null);
                setGraphic(null);
                if (!empty && item != null) {
                  draw.accept(this, item);
                }
              }
            });
    return column;
  }

  /** The message; the component has a column of its own and need not be said twice. */
  private static String words(EngineEvent event) {
    String twice = event.component() + ": ";
    return event.message().startsWith(twice)
        ? event.message().substring(twice.length())
        : event.message();
  }

  private static void mono(TableCell<EngineEvent, String> cell, String value) {
    cell.setText(value);
    if (!cell.getStyleClass().contains("al-cell-mono")) {
      cell.getStyleClass().add("al-cell-mono");
    }
  }

  private static void severity(TableCell<EngineEvent, Severity> cell, Severity severity) {
    cell.setGraphic(badge(severity));
  }

  static Badge badge(Severity severity) {
    Ikon icon =
        switch (severity) {
          case INFO -> Feather.INFO;
          case WARN -> Feather.ALERT_TRIANGLE;
          case ERROR -> Feather.ALERT_OCTAGON;
        };
    return new Badge(word(severity), Badge.kindOf(severity), icon);
  }

  private static String word(Severity severity) {
    return switch (severity) {
      case INFO -> "info";
      case WARN -> "warning";
      case ERROR -> "error";
    };
  }

  private static String atLeast(Severity severity) {
    return switch (severity) {
      case INFO -> "All";
      case WARN -> "Warnings";
      case ERROR -> "Errors";
    };
  }
}
