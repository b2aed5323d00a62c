package dev.alidade.app.performance;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.Severity;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * Events of the stretch in view; the selected one is told in full, and the crosshair goes there.
 */
final class EventColumn extends BorderPane {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final PerformanceContext context;
  private final DateTimeFormatter clock;
  private final Badge count = Badge.neutral("0");
  private final ListView<EngineEvent> list = new ListView<>();
  private final VBox details = new VBox(8);

  EventColumn(PerformanceContext context, ZoneId zone) {
    this.context = context;
    this.clock = CLOCK.withZone(zone);
    getStyleClass().add("al-right");
    setPrefWidth(300);
    setMinWidth(300);
    HBox head = new HBox(8, Labels.of("Events", "al-strong"), Labels.small("in this range"), count);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("al-ruled-below");
    head.setPadding(new Insets(0, 12, 0, 12));
    head.setMinHeight(36);
    list.setId("live-events");
    list.getStyleClass().addAll("al-list", "ruled", "al-events");
    list.setFixedCellSize(52);
    list.setAccessibleText("Events in this range");
    list.setPlaceholder(Labels.muted("Nothing happened in this range."));
    list.setCellFactory(shown -> new Cell());
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(event -> tell(Optional.ofNullable(event)));
    details.getStyleClass().add("al-section");
    setTop(head);
    setCenter(list);
  }

  void show(List<EngineEvent> events) {
    count.setText(Integer.toString(events.size()));
    if (!list.getItems().equals(events)) {
      EngineEvent selected = list.getSelectionModel().getSelectedItem();
      list.getItems().setAll(events);
      if (selected != null) {
        list.getSelectionModel().select(selected);
      }
    }
  }

  private void tell(Optional<EngineEvent> chosen) {
    setBottom(null);
    chosen.ifPresent(
        event -> {
          context.charts().crosshairProperty().set((double) event.at().toEpochMilli());
          HBox head =
              new HBox(
                  8,
                  Labels.of(event.kind(), "al-strong"),
                  new Badge(word(event.severity()), Badge.kindOf(event.severity()), null));
          head.setAlignment(Pos.CENTER_LEFT);
          details
              .getChildren()
              .setAll(
                  head,
                  Section.row("Component", event.component()),
                  Section.row("At", event.at().toString()),
                  Labels.paragraph(event.message()));
          setBottom(details);
        });
  }

  static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  private final class Cell extends ListCell<EngineEvent> {
    private final Label kind = Labels.of("", "al-strong");
    private final Label time = Labels.of("", "al-mono", "al-small", "al-muted");
    private final Label message = Labels.small("");
    private final HBox icon = new HBox();
    private final HBox content;

    Cell() {
      HBox head = new HBox(8, kind, Section.gap(), time);
      head.setAlignment(Pos.CENTER_LEFT);
      VBox words = new VBox(2, head, message);
      words.setAlignment(Pos.CENTER_LEFT);
      HBox.setHgrow(words, Priority.ALWAYS);
      words.setMinWidth(0);
      icon.setAlignment(Pos.TOP_CENTER);
      icon.setPadding(new Insets(8, 0, 0, 0));
      content = new HBox(8, icon, words);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable EngineEvent event, boolean empty) {
      super.updateItem(event, empty);
      setText(null);
      if (empty || event == null) {
        setGraphic(null);
        return;
      }
      kind.setText(event.kind());
      time.setText(clock.format(event.at()));
      message.setText(event.message());
      icon.getChildren()
          .setAll(
              switch (event.severity()) {
                case INFO -> Icons.of(Feather.INFO, "al-icon-14");
                case WARN -> Icons.of(Feather.ALERT_TRIANGLE, "al-icon-14", "al-icon-warn");
                case ERROR -> Icons.of(Feather.ALERT_OCTAGON, "al-icon-14", "al-icon-err");
              });
      setGraphic(content);
    }
  }
}
