package dev.alidade.app.sql;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.EngineException;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** Below the rows: how many there are, whether more can come, and what went wrong on the way. */
final class ResultFoot extends HBox {
  private final SqlViewModel model;
  private final Label count = Labels.of("", "al-mono", "al-small");

  ResultFoot(SqlViewModel model) {
    super(8);
    this.model = model;
    getStyleClass().add("al-result-foot");
    setAlignment(Pos.CENTER_LEFT);
    count.setId("result-count");
    model.result().reading().state().subscribe(now -> show());
    model.result().reading().readingAll().subscribe(now -> show());
    model.result().problem().subscribe(now -> show());
    model.result().shape().subscribe(now -> show());
  }

  private void show() {
    RowReading.State now = model.result().reading().state().get();
    getChildren().setAll(count);
    count.setText(
        now.complete()
            ? Figures.count(now.available()) + (now.available() == 1 ? " row" : " rows")
            : Figures.count(now.available()) + " rows so far");
    if (!model.result().shape().get().isPlain()) {
      getChildren().add(Labels.small("sorted and filtered by SQLite, which ran the query again"));
    }
    model
        .result()
        .problem()
        .get()
        .ifPresent(thrown -> getChildren().addAll(trouble(words(thrown, "Not sorted"))));
    now.failure()
        .ifPresent(
            failure ->
                getChildren()
                    .addAll(
                        trouble(
                            words(failure, "Failed after row " + Figures.count(now.available())))));
    if (now.truncated()) {
      getChildren().addAll(trouble("Only the first rows were read."));
    }
    if (!now.complete()) {
      getChildren()
          .addAll(
              Labels.small(
                  "More are read as you scroll. Until the end the file is locked for reading."),
              Section.gap(),
              Buttons.compact(
                  model.result().reading().readingAll().get()
                      ? Buttons.plain("Stop reading", model.result().reading()::stop)
                      : Buttons.plain("Read all", model.result().reading()::readAll)));
    }
  }

  private static String words(Throwable thrown, String what) {
    return thrown instanceof EngineException known
        ? what + ": " + known.sentence() + " " + known.remedy() + " (" + known.code() + ")"
        : what + ": " + thrown.getMessage();
  }

  private static Node[] trouble(String words) {
    Label label = Labels.of(words, "al-small", "al-text-err");
    label.setMinWidth(0);
    return new Node[] {Icons.small(Feather.ALERT_TRIANGLE, "al-icon-err"), label};
  }
}
