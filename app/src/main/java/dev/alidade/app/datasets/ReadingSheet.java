package dev.alidade.app.datasets;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.DataGrid;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.LoadingState;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.Segmented;
import dev.alidade.app.control.Tips;
import dev.alidade.app.control.ToggleSwitch;
import dev.alidade.app.datasets.ReadingChoice.Delimiter;
import dev.alidade.app.datasets.ReadingChoice.Header;
import dev.alidade.app.format.Figures;
import dev.alidade.app.table.DataStyles;
import dev.alidade.app.table.DatasetRows;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.LoadOptions;
import dev.alidade.engine.dataset.LoadOptions.BadValues;
import dev.alidade.engine.dataset.Reject;
import dev.alidade.engine.dataset.TextLayout;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** How a file is to be read, beside its first rows read so. Opens over the window. */
final class ReadingSheet extends VBox {
  private static final double FORM_WIDTH = 264;
  private static final double WIDTH = 960;
  private static final double HEIGHT = 560;
  private static final KeyCombination ACCEPT =
      new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);

  private final ReadingChoice choice;
  private final Consumer<LoadOptions> accept;
  private final Runnable close;
  private final DataGrid grid = new DataGrid();
  private final StackPane body = new StackPane();
  private final Label note = Labels.small("");
  private final Label encoding = Labels.small("");
  private final ComboBox<Delimiter> delimiter = new ComboBox<>();
  private final ComboBox<Header> header = new ComboBox<>();
  private final ToggleSwitch decimalComma = new ToggleSwitch("Decimal comma, as in 1.234,5");
  private final Label noText =
      Labels.paragraph("The file is no delimited text, so it has no such choices.");
  private Optional<TextLayout> layout = Optional.empty();

  /**
   * @param title what happens to which file: {@code Open orders.csv}
   * @param verb of the button that does it
   */
  ReadingSheet(
      ReadingViewModel model,
      String title,
      String verb,
      Consumer<LoadOptions> accept,
      Runnable close) {
    this.choice = model.choice();
    this.accept = accept;
    this.close = close;
    getStyleClass().addAll("al-sheet", "al-reading-sheet");
    DataStyles.dress(this);
    setId("reading-sheet");
    setPrefSize(WIDTH, HEIGHT);
    setMaxSize(WIDTH, HEIGHT);
    grid.setId("reading-preview");
    Label path = Labels.of(model.file().toString(), "al-mono", "al-small", "al-muted");
    path.setMinWidth(0);
    Tips.on(path, model.file().toString());
    VBox rows = new VBox(body, foot());
    VBox.setVgrow(body, Priority.ALWAYS);
    rows.getStyleClass().add("al-reading-rows");
    HBox.setHgrow(rows, Priority.ALWAYS);
    HBox work = new HBox(24, form(), rows);
    VBox.setVgrow(work, Priority.ALWAYS);
    getChildren().addAll(new VBox(4, Labels.heading(title), path), work, buttons(verb));
    model.previewProperty().subscribe(this::show);
    addEventHandler(
        javafx.scene.input.KeyEvent.KEY_PRESSED,
        event -> {
          if (ACCEPT.match(event)) {
            accept();
            event.consume();
          }
        });
    sceneProperty()
        .addListener(
            (observed, was, is) -> {
              if (is == null) {
                model.close();
              }
            });
  }

  /** Puts the keyboard where the choice begins. */
  void focusFirst() {
    delimiter.requestFocus();
  }

  private Node form() {
    delimiter.setId("reading-delimiter");
    fill(delimiter, List.of(Delimiter.values()), ReadingSheet::words);
    delimiter.valueProperty().bindBidirectional(choice.delimiterProperty());
    TextField other = new TextField();
    other.setId("reading-other");
    other.setAccessibleText("The character between two fields");
    other.setPrefWidth(40);
    other.setMinWidth(40);
    other.textProperty().bindBidirectional(choice.otherProperty());
    other.managedProperty().bind(other.visibleProperty());
    other.visibleProperty().bind(choice.delimiterProperty().isEqualTo(Delimiter.OTHER));
    HBox.setHgrow(delimiter, Priority.ALWAYS);
    Label wrong = Labels.of("", "al-field-error");
    wrong.setId("reading-error");
    wrong.setWrapText(true);
    wrong.managedProperty().bind(wrong.visibleProperty());
    choice
        .properties()
        .forEach(property -> property.subscribe(value -> tell(wrong, choice.problem())));
    header.setId("reading-header");
    fill(header, List.of(Header.values()), ReadingSheet::words);
    header.valueProperty().bindBidirectional(choice.headerProperty());
    decimalComma.setId("reading-decimal-comma");
    decimalComma.selectedProperty().bindBidirectional(choice.decimalCommaProperty());
    Segmented<BadValues> bad =
        new Segmented<>(
                List.of(BadValues.values()),
                (BadValues value) ->
                    switch (value) {
                      case WIDEN -> "Widen the column";
                      case REJECT -> "Reject the row";
                    })
            .filling();
    bad.setId("reading-bad-values");
    bad.valueProperty().bindBidirectional(choice.badValuesProperty());
    Label meaning = Labels.small("");
    meaning.setWrapText(true);
    meaning.setMinHeight(USE_PREF_SIZE);
    choice.badValuesProperty().subscribe(value -> meaning.setText(meaningOf(value)));
    noText.managedProperty().bind(noText.visibleProperty());
    noText.setVisible(false);
    VBox form =
        new VBox(
            16,
            noText,
            labelled("Delimiter", new HBox(8, delimiter, other), wrong),
            labelled("First line names the columns", header),
            decimalComma,
            labelled("Values that do not fit their column", bad, meaning),
            encoding);
    form.setMinWidth(FORM_WIDTH);
    form.setMaxWidth(FORM_WIDTH);
    return form;
  }

  private static String meaningOf(BadValues value) {
    return switch (value) {
      case WIDEN -> "The column takes a type that holds all its values; nothing is lost.";
      case REJECT -> "The record is left out and kept under Rejects with its line and reason.";
    };
  }

  private static void tell(Label label, Optional<String> problem) {
    label.setText(problem.orElse(""));
    label.setVisible(problem.isPresent());
  }

  private HBox foot() {
    note.setId("reading-note");
    note.setMinWidth(0);
    HBox foot = new HBox(note);
    foot.setAlignment(Pos.CENTER_LEFT);
    foot.getStyleClass().add("al-foot");
    return foot;
  }

  private HBox buttons(String verb) {
    Button done = Buttons.outlined(verb, this::accept);
    done.setId("reading-accept");
    Button cancel = Buttons.plain("Cancel", close);
    cancel.setId("reading-cancel");
    HBox buttons =
        new HBox(8, Labels.small("Ctrl+Enter accepts, Esc closes."), Section.gap(), cancel, done);
    buttons.setAlignment(Pos.CENTER_LEFT);
    return buttons;
  }

  private void accept() {
    if (choice.problem().isEmpty()) {
      LoadOptions options = choice.options();
      close.run();
      accept.accept(options);
    }
  }

  private void show(Reading<ReadingViewModel.Preview> reading) {
    switch (reading) {
      case Reading.None<ReadingViewModel.Preview> none -> body.getChildren().clear();
      case Reading.Running<ReadingViewModel.Preview> running ->
          body.getChildren().setAll(new LoadingState(running.task()));
      case Reading.Failed<ReadingViewModel.Preview> failed -> {
        note.setText("");
        body.getChildren().setAll(new ErrorState("Can't read it so", failed.cause()));
      }
      case Reading.Done<ReadingViewModel.Preview> done -> show(done.result());
    }
  }

  private void show(ReadingViewModel.Preview preview) {
    Dataset rows = preview.rows();
    grid.show(new FirstRows(new DatasetRows(rows), ReadingViewModel.ROWS));
    if (!body.getChildren().equals(List.of(grid))) {
      body.getChildren().setAll(grid);
    }
    note.setText(words(preview));
    Tips.on(note, rows.rejects().stream().findFirst().map(Reject::reason).orElse(note.getText()));
    layout = preview.layout();
    boolean text = layout.isPresent();
    noText.setVisible(!text);
    List.of(delimiter, header, decimalComma).forEach(field -> field.setDisable(!text));
    encoding.setText(layout.map(found -> "Encoding: " + found.encoding().name()).orElse(""));
    tellChosen(delimiter, this::chosen);
    tellChosen(header, this::chosen);
  }

  private static String words(ReadingViewModel.Preview preview) {
    Dataset rows = preview.rows();
    String columns = Figures.counted(rows.columns().size(), "column");
    if (!preview.whole()) {
      return "The first %,d rows, %s.".formatted(rows.rowCount(), columns);
    }
    String rejected =
        rows.rejectCount() == 0
            ? "."
            : "; "
                + Figures.counted(rows.rejectCount(), "record")
                + rows.rejects().stream()
                    .findFirst()
                    .map(first -> " rejected, the first at line %,d.".formatted(first.line()))
                    .orElse(" rejected.");
    return Figures.counted(rows.rowCount(), "row") + ", " + columns + rejected;
  }

  private static String words(Delimiter value) {
    return switch (value) {
      case DETECTED -> "Detect";
      case COMMA -> "Comma ( , )";
      case SEMICOLON -> "Semicolon ( ; )";
      case TAB -> "Tab";
      case PIPE -> "Pipe ( | )";
      case OTHER -> "Other…";
    };
  }

  private String chosen(Delimiter value) {
    return value == Delimiter.DETECTED && layout.isPresent()
        ? "Detected: " + Delimiter.word(layout.get().delimiter())
        : words(value);
  }

  private static String words(Header value) {
    return switch (value) {
      case DETECTED -> "Detect";
      case YES -> "Yes";
      case NO -> "No, it is a row";
    };
  }

  private String chosen(Header value) {
    return value == Header.DETECTED && layout.isPresent()
        ? "Detected: " + (layout.get().header() ? "yes" : "no")
        : words(value);
  }

  private interface Words<T> {
    String of(T value);
  }

  private static <T> void fill(ComboBox<T> box, List<T> values, Words<T> words) {
    box.getItems().setAll(values);
    box.setMaxWidth(Double.MAX_VALUE);
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable T value) {
            return value == null ? "" : words.of(value);
          }

          @Override
          public @Nullable T fromString(String text) {
            return box.getValue();
          }
        });
  }

  /** Makes the cell of the chosen value say what was detected now. */
  private static <T> void tellChosen(ComboBox<T> box, Words<T> words) {
    box.setButtonCell(
        new ListCell<>() {
          @Override
          protected void updateItem(@Nullable T value, boolean empty) {
            super.updateItem(value, empty);
            setText(value == null || empty ? "" : words.of(value));
          }
        });
  }

  private static Node labelled(String caption, Node... fields) {
    VBox box = new VBox(4, Labels.caption(caption));
    box.getChildren().addAll(fields);
    return box;
  }
}
