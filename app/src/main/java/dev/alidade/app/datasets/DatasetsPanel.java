package dev.alidade.app.datasets;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PaletteAction;
import dev.alidade.app.shell.Panel;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.shell.Workbench;
import dev.alidade.engine.dataset.LoadOptions;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.kordamp.ikonli.feather.Feather;

/** Data sets: what is loaded, its rows, its columns' profiles. */
public final class DatasetsPanel implements Panel, DatasetActions {
  private final Workbench bench;
  private final DatasetsViewModel model;
  private final DatasetsView view;
  private final Button export;
  private final Button transform;
  private final Button open;
  private final MenuButton more;

  public DatasetsPanel(Workbench bench) {
    this.bench = bench;
    this.model =
        new DatasetsViewModel(bench.engine(), bench.tasks(), bench.fx(), bench.preferences());
    this.view = new DatasetsView(model, this, bench.navigation()::chooseFiles, bench.preferences());
    this.export = Buttons.flat("Export", Feather.DOWNLOAD, () -> withSelected(this::export));
    this.transform =
        Buttons.plain("Transform", Feather.SHUFFLE, () -> withSelected(this::transform));
    this.open = Buttons.primary("Open file…", Feather.FOLDER, bench.navigation()::chooseFiles);
    MenuItem reload = Buttons.item("Reload with options…", this::reloadSelected);
    MenuItem search = Buttons.item("Search by meaning", () -> withSelected(this::searchByMeaning));
    MenuItem remove = Buttons.item("Remove", () -> withSelected(this::remove));
    this.more =
        Buttons.more(
            Buttons.item("Open with options…", bench.navigation()::chooseFileWithOptions),
            reload,
            new SeparatorMenuItem(),
            search,
            remove);
    ObservableValue<Boolean> nothing =
        model.selectedProperty().map(item -> item.flatMap(DatasetItem::data).isEmpty());
    List.of(export, transform).forEach(node -> node.disableProperty().bind(nothing));
    List.of(search, remove).forEach(item -> item.disableProperty().bind(nothing));
    reload
        .disableProperty()
        .bind(model.selectedProperty().map(item -> item.flatMap(DatasetItem::file).isEmpty()));
  }

  @Override
  public PanelId id() {
    return PanelId.DATASETS;
  }

  @Override
  public Node content() {
    return view;
  }

  @Override
  public List<Node> headerTools() {
    return List.of(export, transform, open, more);
  }

  @Override
  public void onShown() {
    model.refresh();
  }

  @Override
  public void focusFirst() {
    view.focusFirst();
  }

  @Override
  public boolean escape() {
    return view.escape();
  }

  @Override
  public void accept(Intent intent) {
    switch (intent) {
      case Intent.ShowDataset show -> model.selectFresh(show.name());
      case Intent.StreamFile stream -> model.stream(stream.file(), stream.options());
      case Intent.OpenWithOptions open ->
          ask(
              open.file(),
              open.initial(),
              "Open",
              options -> bench.navigation().openFile(open.file(), options));
      case Intent.ReloadWithOptions reload -> reload(reload.name());
      default -> {}
    }
  }

  @Override
  public List<PaletteAction> actions() {
    List<PaletteAction> actions = new ArrayList<>();
    actions.add(
        PaletteAction.of(
            "Open as a stream…", "Data set", Feather.FAST_FORWARD, this::openAsStream));
    for (DatasetItem item : model.items()) {
      String name = item.name();
      if (item.file().isPresent()) {
        actions.add(
            PaletteAction.of(
                "Reload " + name + " with options…",
                "Data set",
                Feather.SLIDERS,
                () -> reload(name)));
      }
      actions.add(
          PaletteAction.of("Export " + name, "Data set", Feather.DOWNLOAD, () -> export(name)));
    }
    return actions;
  }

  @Override
  public void transform(String name) {
    bench.navigation().go(new Intent.TransformDataset(name));
  }

  @Override
  public void searchByMeaning(String name) {
    bench.navigation().go(new Intent.CollectDataset(name));
  }

  @Override
  public void export(String name) {
    Window window = view.getScene().getWindow();
    Optional<ExportChooser.Target> target = ExportChooser.ask(window, name);
    target.ifPresent(chosen -> write(name, chosen));
  }

  private void write(String name, ExportChooser.Target target) {
    Optional<LargeFile> file = model.streamed(name);
    if (file.isEmpty()) {
      model.export(name, target.file(), target.options(), bench.notices()::info);
      return;
    }
    file.get()
        .convert(
            target.file(),
            target.options(),
            done ->
                bench
                    .notices()
                    .info(LargeFile.written(done, target.file().getFileName().toString())));
  }

  private void openAsStream() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Open as a stream");
    Optional.ofNullable(chooser.showOpenDialog(view.getScene().getWindow()))
        .map(File::toPath)
        .ifPresent(file -> model.stream(file, LoadOptions.defaults()));
  }

  @Override
  public void reloadSelected() {
    model.selectedProperty().get().map(DatasetItem::name).ifPresent(this::reload);
  }

  @Override
  public void reload(String name) {
    Optional<LargeFile> large = model.streamed(name);
    if (large.isPresent()) {
      Path file = large.get().stream().file();
      ask(file, large.get().options(), "Reload", options -> model.stream(file, options));
      return;
    }
    model
        .item(name)
        .flatMap(DatasetItem::file)
        .ifPresent(
            file ->
                model.optionsOf(
                    name,
                    before ->
                        ask(
                            file,
                            before,
                            "Reload",
                            options -> bench.navigation().reload(name, file, options))));
  }

  private void ask(Path file, LoadOptions initial, String verb, Consumer<LoadOptions> then) {
    ReadingSheet sheet =
        new ReadingSheet(
            model.reading(file, initial),
            verb + " " + file.getFileName() + " with options",
            verb,
            then,
            bench.navigation()::closeSheet);
    bench.navigation().showSheet(sheet);
    sheet.focusFirst();
  }

  @Override
  public void exportRejects() {
    withSelected(
        name ->
            ExportChooser.askForCsv(
                    view.getScene().getWindow(), "Export rejects", name + "-rejects")
                .ifPresent(file -> model.exportRejects(file, bench.notices()::info)));
  }

  @Override
  public void remove(String name) {
    model.remove(name);
  }

  private void withSelected(Consumer<String> action) {
    model.selectedName().ifPresent(action);
  }
}
