package dev.alidade.app.sql;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/** Above the rows: what they must contain, filters in force, and where they can be taken. */
final class ResultBar extends HBox {
  private static final double FIELD_WIDTH = 200;
  private static final Duration AFTER_TYPING = Duration.millis(300);

  ResultBar(SqlViewModel model, SqlActions actions, HBox chips) {
    super(8);
    getStyleClass().add("al-toolbar");
    TextField contains = Buttons.compact(new TextField());
    contains.setId("filter-rows");
    contains.setPromptText("Filter rows");
    contains.setAccessibleText("Filter rows");
    contains.setPrefWidth(FIELD_WIDTH);
    PauseTransition typed = new PauseTransition(AFTER_TYPING);
    typed.setOnFinished(
        event ->
            model
                .result()
                .reshape(model.result().shape().get().containing(contains.getText().strip())));
    contains.textProperty().addListener((observed, was, is) -> typed.playFromStart());
    contains.setOnAction(
        event -> {
          typed.stop();
          typed.getOnFinished().handle(event);
        });
    model
        .result()
        .shape()
        .addListener(
            (observed, was, is) -> {
              if (is.isPlain() && !was.isPlain()) {
                contains.clear();
                typed.stop();
              }
            });
    model
        .result()
        .rows()
        .subscribe(
            rows -> {
              contains.setDisable(!model.result().canShape());
            });
    MenuButton copy = menu("Copy", Feather.COPY);
    for (RowFormat format :
        List.of(RowFormat.TSV, RowFormat.CSV, RowFormat.JSON, RowFormat.MARKDOWN, RowFormat.SQL)) {
      copy.getItems()
          .add(
              Buttons.item(
                  "All rows as " + format.title(),
                  () -> model.export().text(format, actions::copy)));
    }
    MenuButton export = menu("Export", Feather.DOWNLOAD);
    export
        .getItems()
        .addAll(
            Arrays.stream(RowFormat.values())
                .map(format -> Buttons.item(format.title() + "…", () -> actions.export(format)))
                .toArray(MenuItem[]::new));
    export
        .getItems()
        .addAll(
            Buttons.item("Parquet…", actions::exportParquet),
            new SeparatorMenuItem(),
            Buttons.item("Use as data set", actions::useAsDataset));
    getChildren().addAll(contains, chips, Section.gap(), copy, export);
    chips.setAlignment(Pos.CENTER_LEFT);
  }

  private static MenuButton menu(String verb, Feather icon) {
    MenuButton menu = Buttons.compact(new MenuButton(verb, Icons.small(icon)));
    menu.setId(verb.toLowerCase(Locale.ROOT) + "-rows");
    menu.getStyleClass().add("al-flat");
    return menu;
  }
}
