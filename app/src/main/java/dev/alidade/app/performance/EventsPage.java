package dev.alidade.app.performance;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Inspector;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.app.shell.PaletteAction;
import dev.alidade.app.shell.Workbench;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.export.EventJson;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Events. */
final class EventsPage implements Page {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private final EventsViewModel model;
  private final EventsView view;
  private final Inspector inspector = new Inspector();
  private final List<Node> tools;

  EventsPage(Workbench workbench, PerformanceContext context) {
    model = new EventsViewModel(workbench, context);
    view = new EventsView(model, workbench.clock().getZone());
    inspector.setOnClose(() -> model.selectedProperty().set(null));
    model.selectedProperty().addListener((observed, was, is) -> show(is));
    Button pause = Buttons.primary("Pause", Feather.PAUSE, this::pause);
    pause.setId("pause-events");
    pause.textProperty().bind(model.pausedProperty().map(paused -> paused ? "Go on" : "Pause"));
    tools =
        List.of(
            Buttons.flat(
                "Copy shown as JSON",
                Feather.COPY,
                () -> EventsView.put(model.shownProperty().get())),
            pause);
  }

  private void pause() {
    model.pausedProperty().set(!model.pausedProperty().get());
  }

  private void show(@Nullable EngineEvent event) {
    if (event == null) {
      if (inspector.isOpen()) {
        inspector.close();
      }
      return;
    }
    Label message = new Label(event.message());
    message.setWrapText(true);
    message.setMinHeight(Label.USE_PREF_SIZE);
    Section facts =
        new Section(
            Section.row("When", MOMENT.format(event.at().atZone(view.zone()))),
            Section.row("Component", event.component()));
    if (event instanceof EngineEvent.EventKept) {
      facts.getChildren().add(Section.row("Session", "an earlier one"));
    }
    Section values = Section.titled("What it holds");
    for (Map.Entry<String, Object> value : EventJson.values(event).entrySet()) {
      if (!value.getKey().equals("at") && !value.getKey().equals("component")) {
        values.getChildren().add(value(value.getKey(), value.getValue()));
      }
    }
    inspector.show(event.kind(), Section.titled("What happened", message), facts, values);
    inspector.besideHeading(EventsView.badge(event.severity()));
    inspector.footer(
        Buttons.plain("Copy as JSON", Feather.COPY, () -> EventsView.put(List.of(event))));
  }

  private static Node value(String name, Object value) {
    String text =
        value instanceof Long number
            ? name.toLowerCase(Locale.ROOT).endsWith("nanos")
                ? Figures.nanos((double) number)
                : Figures.count(number)
            : String.valueOf(value);
    Label label = Labels.of(text, "al-mono", "al-small");
    if (text.length() <= 28) {
      return Section.row(name, label);
    }
    label.setWrapText(true);
    label.setMinHeight(Label.USE_PREF_SIZE);
    return new javafx.scene.layout.VBox(2, Labels.small(name), label);
  }

  @Override
  public String title() {
    return "Events";
  }

  @Override
  public Node content() {
    return view;
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
        PaletteAction.of("Pause or go on with events", "Performance", Feather.PAUSE, this::pause));
  }

  @Override
  public void runPrimary() {
    pause();
  }

  @Override
  public boolean escape() {
    if (model.selectedProperty().get() == null) {
      return false;
    }
    model.selectedProperty().set(null);
    return true;
  }
}
