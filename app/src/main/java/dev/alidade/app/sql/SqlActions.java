package dev.alidade.app.sql;

import dev.alidade.app.chart.Palette;
import dev.alidade.engine.sql.QueryAnalysis.IndexRecommendation;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import org.jspecify.annotations.Nullable;

/** What parts of the panel ask of each other, and of the user: files, the clipboard, details. */
final class SqlActions {
  private final SqlView view;
  private final SqlViewModel model;
  private final ObservableValue<Palette> palette;
  private final Consumer<String> onDataset;
  private @Nullable PlanView plan;

  SqlActions(
      SqlView view,
      SqlViewModel model,
      ObservableValue<Palette> palette,
      Consumer<String> onDataset) {
    this.view = view;
    this.model = model;
    this.palette = palette;
    this.onDataset = onDataset;
  }

  /** Says where the picture of the plan is. */
  void planIn(PlanView drawn) {
    plan = drawn;
  }

  SqlEditor editor() {
    return view.editor();
  }

  void showCell(ResultView.Cell cell) {
    view.showCell(cell);
  }

  void followCell(ResultView.Cell cell) {
    view.followCell(cell);
  }

  void tryIndex(IndexRecommendation advice) {
    view.tryIndex(advice);
  }

  void showTab(String title) {
    view.showTab(title);
  }

  /** Puts a statement into an editor. */
  void edit(String sql) {
    model.scripts().open(sql);
    view.editor().focusCode();
  }

  void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }

  /** Asks for a file and writes all rows to it. */
  void export(RowFormat format) {
    choose(
            "Export rows as " + format.title(),
            name() + "." + format.ending(),
            new ExtensionFilter(format.title(), "*." + format.ending()))
        .ifPresent(file -> model.export().write(file, format));
  }

  /** The same, as Parquet. */
  void exportParquet() {
    choose(
            "Export rows as Parquet",
            name() + ".parquet",
            new ExtensionFilter("Parquet", "*.parquet"))
        .ifPresent(model.export()::writeParquet);
  }

  void useAsDataset() {
    model.export().useAsDataset(name(), onDataset);
  }

  /** Asks for a file and writes one value to it, its bytes as they are. */
  void save(ResultView.Cell cell) {
    byte[] bytes =
        cell.value() instanceof byte[] blob
            ? blob
            : CopyText.of(cell.value()).getBytes(StandardCharsets.UTF_8);
    choose("Save value", cell.column(), new ExtensionFilter("All files", "*"))
        .ifPresent(file -> model.export().bytes(file, bytes));
  }

  /** Asks for a file and draws the plan into it. */
  void savePlan() {
    PlanView drawn = plan;
    if (drawn == null || drawn.layoutInView().isEmpty()) {
      return;
    }
    choose(
            "Save the plan",
            "plan.svg",
            new ExtensionFilter("SVG", "*.svg"),
            new ExtensionFilter("PNG", "*.png"))
        .ifPresent(file -> savePlan(drawn, file));
  }

  void savePlan(PlanView drawn, Path file) {
    if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".png")) {
      drawn.picture(palette.getValue()).ifPresent(picture -> model.export().picture(file, picture));
    } else {
      drawn
          .layoutInView()
          .ifPresent(
              layout ->
                  model
                      .export()
                      .bytes(
                          file,
                          PlanSvg.of(layout, palette.getValue()).getBytes(StandardCharsets.UTF_8)));
    }
  }

  private String name() {
    return model.scripts().current().get().name().get();
  }

  private Optional<Path> choose(String title, String name, ExtensionFilter... filters) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialFileName(name);
    chooser.getExtensionFilters().addAll(filters);
    return Optional.ofNullable(chooser.showSaveDialog(view.getScene().getWindow()))
        .map(File::toPath);
  }
}
