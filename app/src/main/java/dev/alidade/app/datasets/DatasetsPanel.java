package dev.alidade.app.datasets;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PaletteAction;
import dev.alidade.app.shell.Panel;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.shell.Workbench;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
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
    this.more =
        Buttons.more(
            Buttons.item("Search by meaning", () -> withSelected(this::searchByMeaning)),
            Buttons.item("Remove", () -> withSelected(this::remove)));
    ObservableValue<Boolean> nothing =
        model.selectedProperty().map(item -> item.flatMap(DatasetItem::data).isEmpty());
    List.of(export, transform, more).forEach(node -> node.disableProperty().bind(nothing));
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
      case Intent.ShowDataset show -> model.select(show.name());
      case Intent.StreamFile stream -> model.stream(stream.file());
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
        .ifPresent(model::stream);
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
