package dev.alidade.app.performance;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Inspector;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.fx.Polling;
import dev.alidade.app.shell.Workbench;
import dev.alidade.engine.telemetry.OperationSummary;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Figures of every operation in the stretch in view; right the selected one in full. */
final class OperationsPage implements Page {
  /** Telemetry has something new once a second. */
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final PerformanceContext context;
  private final OperationsViewModel model;
  private final Polling.Poll poll;
  private final RunsViewModel runs;
  private final OperationTable table;
  private final OperationDetails details;
  private final Inspector inspector = new Inspector();
  private final Label stretch = Labels.small("");
  private final ZoneId zone;
  private final Node content;
  private boolean syncing;
  private boolean inView;

  OperationsPage(Workbench bench, PerformanceContext context) {
    this.context = context;
    zone = bench.clock().getZone();
    model = new OperationsViewModel(bench.engine(), bench.clock(), context);
    poll = bench.polling().every(PERIOD, model::read, model::show);
    runs = new RunsViewModel(bench);
    table = new OperationTable(bench.theme().paletteProperty(), model::perSecond, runs::change);
    runs.baselineProperty().subscribe(run -> table.compares(run.isPresent()));
    details = new OperationDetails(zone, bench.theme().paletteProperty());
    VBox.setVgrow(table, Priority.ALWAYS);
    content = page();
    table.getSelectionModel().selectedItemProperty().subscribe(this::select);
    inspector.setOnClose(() -> context.operationProperty().set(PerformanceContext.ALL_OPERATIONS));
    context.operationProperty().subscribe(operation -> refreshSoon());
    context.spanProperty().subscribe(span -> askWhenPaused());
    model.rowsProperty().subscribe(rows -> show());
  }

  @Override
  public String title() {
    return "Operations";
  }

  @Override
  public Node content() {
    return content;
  }

  @Override
  public Optional<Node> right() {
    return Optional.of(inspector);
  }

  @Override
  public void onShown() {
    inView = true;
    runs.refresh();
    poll.start();
  }

  @Override
  public void onHidden() {
    inView = false;
    poll.stop();
  }

  @Override
  public boolean escape() {
    boolean open = inspector.isOpen();
    if (open) {
      inspector.close();
    }
    return open;
  }

  private Node page() {
    VBox page = new VBox(bar(), table);
    page.getStyleClass().add("al-operations-page");
    return page;
  }

  private Node bar() {
    TextField search = new TextField();
    search.setId("find-operation");
    search.setPromptText("Find an operation");
    search.setPrefWidth(180);
    search.textProperty().bindBidirectional(model.searchProperty());
    Buttons.compact(search);
    RunsMenu menu = new RunsMenu(runs, name -> runs.keep(name, context.spanProperty().get()), zone);
    HBox bar = new HBox(8, Labels.heading("Operations"), stretch, Section.gap(), menu, search);
    bar.getStyleClass().addAll("al-toolbar", "al-toolbar-44");
    return bar;
  }

  private void select(@Nullable OperationSummary chosen) {
    if (!syncing && chosen != null) {
      context.operationProperty().set(chosen.operation());
    }
  }

  private void show() {
    model
        .dataProperty()
        .get()
        .ifPresent(
            data -> {
              stretch.setText(words(data));
              syncing = true;
              table.show(
                  model.rowsProperty().get(), data.trends(), context.operationProperty().get());
              syncing = false;
              tell(data.selected());
            });
  }

  private void tell(Optional<OperationsData.Details> selected) {
    String looked = context.operationProperty().get();
    if (selected.isPresent()) {
      details.show(inspector, selected.get());
    } else if (!looked.equals(PerformanceContext.ALL_OPERATIONS)) {
      inspector.show(looked, new Section(Labels.paragraph("It was not called in this range.")));
    } else if (inspector.isOpen()) {
      inspector.close();
    }
  }

  private String words(OperationsData data) {
    String range = RangeText.of(data.span(), zone);
    return context.liveProperty().get()
        ? "live, last " + context.reachProperty().get().word() + ", times in ms"
        : range + (context.brushedProperty().get() ? ", brushed" : ", paused") + ", times in ms";
  }

  private void askWhenPaused() {
    if (!context.liveProperty().get()) {
      refreshSoon();
    }
  }

  /** Asks again at once, in the background, instead of with the next round. */
  private void refreshSoon() {
    if (inView) {
      poll.stop();
      poll.start();
    }
  }
}
