package dev.alidade.app.datasets;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.DataGrid;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.LoadingState;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.app.table.AggregationBuilder;
import dev.alidade.app.table.ColumnCompletion;
import dev.alidade.app.table.DatasetRows;
import dev.alidade.engine.data.StreamResult;
import dev.alidade.engine.dataset.DatasetProfile;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** A file that is too large to load: its first rows, its profile, and what it aggregates to. */
final class LargeFileView extends VBox {
  private final LargeFile file;
  private final Consumer<String> loaded;

  /**
   * @param convert asks where the rows go, and writes them there
   * @param loaded takes the name of a new data set
   */
  LargeFileView(LargeFile file, Runnable convert, Consumer<String> loaded) {
    this.file = file;
    this.loaded = loaded;
    TabPane tabs =
        new TabPane(
            tab("First rows", rows()), tab("Profile", profile()), tab("Aggregate", aggregate()));
    tabs.getStyleClass().add("al-tabs");
    VBox.setVgrow(tabs, Priority.ALWAYS);
    getChildren().addAll(head(convert), tabs);
    if (file.headProperty().get() instanceof Reading.None) {
      file.readHead();
    }
  }

  private Node head(Runnable convert) {
    Label facts =
        Labels.small(
            "%s on disk, %s. It is not in memory: each question reads the file once, part after part."
                .formatted(
                    Figures.bytes(file.stream().bytes()),
                    Figures.counted(file.stream().schema().size(), "column")));
    facts.setWrapText(true);
    facts.setMinHeight(USE_PREF_SIZE);
    Button write = Buttons.compact(Buttons.flat("Convert…", Feather.DOWNLOAD, convert));
    write.setId("convert-stream");
    Button load =
        Buttons.compact(Buttons.flat("Load these rows", Feather.UPLOAD, () -> file.load(loaded)));
    load.setId("load-stream");
    HBox first =
        new HBox(
            8,
            Labels.of(file.stream().name(), "al-strong"),
            new Badge("Stream", Badge.Kind.ACCENT, Feather.FAST_FORWARD),
            Section.gap(),
            load,
            write);
    first.setAlignment(Pos.CENTER_LEFT);
    VBox head = new VBox(first, facts);
    head.getStyleClass().add("al-section");
    return head;
  }

  private Node rows() {
    TextField field = new TextField();
    field.setId("stream-filter");
    field.setPromptText("Keep rows where…, for example rating > 7 and genre = 'Drama'");
    field.setAccessibleText("A condition; Ctrl+Space lists columns, Enter reads the file");
    field.getStyleClass().addAll("al-compact", "al-mono");
    field.setText(file.filterProperty().get().orElse(""));
    field.setOnAction(event -> file.filter(field.getText()));
    ColumnCompletion.install(field, () -> file.stream().schema().fields());
    HBox.setHgrow(field, Priority.ALWAYS);
    HBox bar = new HBox(8, field);
    bar.getStyleClass().add("al-toolbar");
    Label wrong = Labels.of("", "al-field-error", "al-filter-error");
    wrong.setId("stream-filter-error");
    wrong.setWrapText(true);
    wrong.managedProperty().bind(wrong.visibleProperty());
    file.filterProblemProperty()
        .subscribe(
            problem -> {
              wrong.setVisible(problem.isPresent());
              wrong.setText(problem.map(p -> p.sentence() + " " + p.remedy()).orElse(""));
            });
    DataGrid grid = new DataGrid();
    grid.setId("stream-rows");
    Label count = Labels.small("");
    HBox foot = new HBox(count);
    foot.getStyleClass().add("al-foot");
    Node body =
        body(
            file.headProperty(),
            "Can't read the file",
            head -> {
              grid.show(new DatasetRows(head.data()));
              long shown = head.data().rowCount();
              count.setText(
                  shown < LargeFile.HEAD
                      ? "All " + Figures.counted(shown, "row") + " that match."
                      : "The first %,d rows that match; the file may have more.".formatted(shown));
              return grid;
            },
            () -> new EmptyState("The rows were not read.", "Read first rows", file::readHead));
    VBox.setVgrow(body, Priority.ALWAYS);
    return new VBox(bar, wrong, body, foot);
  }

  private Node profile() {
    return body(
        file.profileProperty(),
        "Can't profile the file",
        this::profileTable,
        () ->
            new EmptyState(
                "A profile reads the whole file once, in little memory.",
                "Profile the file",
                file::readProfile));
  }

  private Node profileTable(DatasetProfile profile) {
    ProfileTable table = new ProfileTable(new SimpleIntegerProperty(0));
    table.show(profile.columns());
    VBox.setVgrow(table, Priority.ALWAYS);
    Label took =
        Labels.small(
            "%s in %s."
                .formatted(
                    Figures.counted(profile.rows(), "row"),
                    Figures.nanos((double) profile.nanos())));
    HBox foot = new HBox(took);
    foot.getStyleClass().add("al-foot");
    return new VBox(table, foot);
  }

  private Node aggregate() {
    Button run = Buttons.compact(Buttons.plain("Aggregate the file", file::aggregate));
    run.setId("aggregate-stream");
    file.choice().optionsProperty().subscribe(options -> run.setDisable(file.choice().isEmpty()));
    HBox bar = new HBox(run);
    bar.getStyleClass().add("al-toolbar");
    Node body =
        body(
            file.groupsProperty(),
            "Can't aggregate the file",
            this::groups,
            () ->
                new EmptyState(
                    "Choose keys and measures; the file is then read once for all of them."));
    VBox.setVgrow(body, Priority.ALWAYS);
    return new VBox(new AggregationBuilder(file.choice()), bar, body);
  }

  private Node groups(StreamResult result) {
    DataGrid grid = new DataGrid();
    grid.setId("stream-groups");
    grid.show(new GroupRows(result));
    VBox.setVgrow(grid, Priority.ALWAYS);
    String rejected =
        result.rejected().count() == 0
            ? ""
            : "; " + Figures.counted(result.rejected().count(), "record") + " did not become rows";
    Label figures =
        Labels.of(
            "%s → %s, %s%s"
                .formatted(
                    Figures.counted(result.rowsIn(), "row"),
                    Figures.counted(result.rowsOut(), "group"),
                    Figures.duration(result.duration()),
                    rejected),
            "al-mono",
            "al-small");
    figures.setId("stream-figures");
    Button save =
        Buttons.compact(
            Buttons.flat("Save as data set", Feather.SAVE, () -> file.saveGroups(result, loaded)));
    save.setId("save-stream-groups");
    HBox foot = new HBox(8, figures, Section.gap(), save);
    foot.setAlignment(Pos.CENTER_LEFT);
    foot.getStyleClass().add("al-foot");
    return new VBox(grid, foot);
  }

  /** What there is of a reading, and what it gave. */
  private static <T> Node body(
      ObservableValue<Reading<T>> reading,
      String failed,
      Function<T, Node> done,
      Supplier<Node> none) {
    StackPane body = new StackPane();
    reading.subscribe(
        now ->
            body.getChildren()
                .setAll(
                    switch (now) {
                      case Reading.None<T> nothing -> none.get();
                      case Reading.Running<T>(var task) -> new LoadingState(task);
                      case Reading.Failed<T>(var cause) -> new ErrorState(failed, cause);
                      case Reading.Done<T>(var result) -> done.apply(result);
                    }));
    return body;
  }

  private static Tab tab(String name, Node content) {
    Tab tab = new Tab(name, content);
    tab.setClosable(false);
    return tab;
  }
}
