package dev.alidade.app.shell;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What the data sets' place shows while there are none: open a file, take a sample. */
final class WelcomeView extends ScrollPane {
  private static final String KINDS =
      "CSV, TSV, JSON, NDJSON, Parquet, NumPy or SQLite; text files also compressed";

  private final Label measured = Labels.small("");
  private final HBox facts = new HBox();
  private Optional<MachineFacts> shown = Optional.empty();

  /** What the view asks for. */
  interface Actions {
    void chooseFiles();

    void newWorkspace();

    void open(Sample sample);
  }

  WelcomeView(List<Sample> samples, Actions actions) {
    VBox page =
        new VBox(
            Labels.of("Open a data set to begin", "al-title"),
            Labels.muted(
                "Alidade searches, queries and transforms data on this computer, and shows what"
                    + " each step costs. Your data stays here."),
            space(8),
            dropArea(actions));
    page.getStyleClass().add("al-welcome");
    if (!samples.isEmpty()) {
      page.getChildren()
          .addAll(
              space(8),
              heading(
                  "Or start with a sample", Labels.small("Each comes with its origin and licence")),
              list(samples, actions));
    }
    facts.getStyleClass().add("al-facts");
    page.getChildren().addAll(space(8), heading("This computer", measured), facts);
    StackPane middle = new StackPane(page);
    middle.setAlignment(Pos.TOP_CENTER);
    setContent(middle);
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    setId("welcome");
  }

  /** Shows what is known of this computer. */
  void show(MachineFacts known) {
    if (shown.filter(known::equals).isPresent()) {
      return;
    }
    shown = Optional.of(known);
    measured.setText(known.measured());
    facts.getChildren().setAll(known.facts().stream().map(WelcomeView::card).toList());
    facts.getChildren().getLast().getStyleClass().add("last");
  }

  private static Node dropArea(Actions actions) {
    VBox words =
        new VBox(4, Labels.heading("Drop a file anywhere in this window"), Labels.paragraph(KINDS));
    HBox.setHgrow(words, Priority.ALWAYS);
    words.setAlignment(Pos.CENTER_LEFT);
    words.setMinWidth(0);
    Button create = Buttons.plain("New workspace…", actions::newWorkspace);
    Button open = Buttons.primary("Open file…", Feather.FOLDER, "Ctrl+O", actions::chooseFiles);
    open.setId("welcome-open");
    create.setMinWidth(USE_PREF_SIZE);
    open.setMinWidth(USE_PREF_SIZE);
    HBox buttons = new HBox(8, create, open);
    buttons.setAlignment(Pos.CENTER);
    HBox area = new HBox(Icons.of(Feather.UPLOAD, "al-icon-32", "al-icon-accent"), words, buttons);
    area.getStyleClass().add("al-drop-area");
    return area;
  }

  private static Node list(List<Sample> samples, Actions actions) {
    VBox list = new VBox();
    list.getStyleClass().add("al-sample-list");
    for (Sample sample : samples) {
      list.getChildren().add(row(sample, actions));
    }
    list.getChildren().getLast().getStyleClass().add("last");
    return list;
  }

  private static Node row(Sample sample, Actions actions) {
    String file = String.valueOf(sample.file().getFileName());
    VBox name =
        new VBox(
            2,
            Labels.of(sample.title(), "al-strong"),
            Labels.of(file, "al-mono", "al-small", "al-muted"));
    name.setAlignment(Pos.CENTER_LEFT);
    name.setMinWidth(152);
    name.setPrefWidth(152);
    Label sentence = Labels.muted(sample.sentence());
    HBox.setHgrow(sentence, Priority.ALWAYS);
    sentence.setMaxWidth(Double.MAX_VALUE);
    Button open = Buttons.compact(Buttons.plain("Open", () -> actions.open(sample)));
    open.setId("sample-" + file);
    open.setAccessibleText("Open the sample " + sample.title());
    HBox row =
        new HBox(
            12,
            iconOf(sample),
            name,
            sentence,
            right(Figures.counted(sample.rows(), "row"), 100),
            right(Figures.bytes(sample.bytes()), 72),
            open);
    row.getStyleClass().add("al-sample");
    HBox.setMargin(open, new Insets(0, 0, 0, 18));
    Tooltip.install(row, new Tooltip(sample.origin() + "\n" + sample.licence()));
    return row;
  }

  private static Node iconOf(Sample sample) {
    return switch (sample.kind()) {
      case "sqlite" -> Icons.of(Feather.DATABASE, "al-icon-20");
      case "csv", "tsv" -> Icons.table(20);
      default -> Icons.of(Feather.FILE_TEXT, "al-icon-20");
    };
  }

  private static Label right(String text, double width) {
    Label label = Labels.of(text, "al-mono", "al-muted");
    label.setMinWidth(width);
    label.setAlignment(Pos.CENTER_RIGHT);
    return label;
  }

  private static Node card(MachineFacts.Fact fact) {
    HBox headline = new HBox(6);
    headline.setAlignment(Pos.CENTER_LEFT);
    switch (fact.kind()) {
      case WASM -> headline.getChildren().add(new Badge("WASM", Badge.Kind.WASM, Feather.ZAP));
      case JAVA -> headline.getChildren().add(new Badge("Java", Badge.Kind.JAVA, Feather.CPU));
      case OK -> headline.getChildren().add(Icons.small(Feather.CHECK, "al-icon-ok"));
      case WARNING, ERROR ->
          headline.getChildren().add(Icons.small(Feather.ALERT_TRIANGLE, "al-icon-warn"));
      case ACCENT, NEUTRAL -> {}
    }
    boolean figure = fact.kind() == Badge.Kind.NEUTRAL;
    headline
        .getChildren()
        .add(
            figure
                ? Labels.of(fact.headline(), "al-mono", "al-strong")
                : Labels.of(fact.headline(), "al-strong"));
    Label detail = Labels.small(fact.detail());
    detail.setTooltip(new Tooltip(fact.detail()));
    VBox card = new VBox(Labels.small(fact.title()), headline, detail);
    card.getStyleClass().add("al-fact");
    HBox.setHgrow(card, Priority.ALWAYS);
    card.setPrefWidth(100);
    card.setMinWidth(0);
    return card;
  }

  private static Node heading(String text, Label atRight) {
    HBox row = new HBox(Labels.of(text, "al-strong"), Section.gap(), atRight);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private static Node space(double height) {
    StackPane space = new StackPane();
    space.setMinHeight(height);
    return space;
  }
}
