package dev.alidade.app.performance;

import dev.alidade.app.control.Badge;
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

/**
 * Events of the stretch in view; the selected one is told in full, and the crosshair goes there.
 */
final class EventColumn extends BorderPane {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final PerformanceContext context;
  private final DateTimeFormatter clock;
  private final Badge count = Badge.neutral("0");
  private final ListView<EventFold> list = new ListView<>();
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
        .subscribe(fold -> tell(Optional.ofNullable(fold).map(EventFold::event)));
    details.getStyleClass().add("al-section");
    setTop(head);
    setCenter(list);
  }

  void show(List<EngineEvent> events) {
    count.setText(Integer.toString(events.size()));
    List<EventFold> folds = EventFold.of(events);
    if (!list.getItems().equals(folds)) {
      EventFold selected = list.getSelectionModel().getSelectedItem();
      list.getItems().setAll(folds);
      if (selected != null && folds.contains(selected)) {
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
                  Section.row("At", clock.format(event.at())),
                  Labels.paragraph(event.message()));
          setBottom(details);
        });
  }

  static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  private final class Cell extends ListCell<EventFold> {
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
    protected void updateItem(@Nullable EventFold fold, boolean empty) {
      super.updateItem(fold, empty);
      setText(null);
      if (empty || fold == null) {
        setGraphic(null);
        return;
      }
      kind.setText(fold.title());
      time.setText(clock.format(fold.event().at()));
      message.setText(fold.words());
      icon.getChildren().setAll(EventIcons.of(fold.event()));
      setGraphic(content);
    }
  }
}
