package dev.alidade.app.transform;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Icons;
import dev.alidade.app.format.Figures;
import dev.alidade.app.shell.Workbench;
import dev.alidade.engine.EngineException;
import dev.alidade.engine.data.DataProcessor;
import dev.alidade.engine.data.Pipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.kordamp.ikonli.feather.Feather;

/** The steps as a recipe: kept in the workspace, copied and pasted as JSON, written and read. */
final class RecipeMenu extends MenuButton {
  private final TransformViewModel model;
  private final Workbench bench;
  private final DataProcessor processor;
  private final Menu saved = new Menu("Open saved");
  private final Menu forget = new Menu("Delete saved");
  private final Menu other = new Menu("Apply to another data set");
  private final MenuItem copy = Buttons.item("Copy as JSON", this::copy);
  private final MenuItem save = Buttons.item("Save recipe…", this::save);
  private final MenuItem write = Buttons.item("Save as file…", this::write);

  RecipeMenu(TransformViewModel model, Workbench bench) {
    super("Recipe", Icons.small(Feather.CODE));
    this.model = model;
    this.bench = bench;
    this.processor = bench.engine().dataProcessor();
    getStyleClass().addAll("al-flat", "al-no-arrow");
    setId("recipe");
    copy.setId("copy-recipe");
    save.setId("save-recipe");
    saved.setId("open-recipe");
    MenuItem paste = Buttons.item("Paste from JSON", this::paste);
    paste.setId("paste-recipe");
    forget.setId("delete-recipe");
    write.setId("write-recipe");
    MenuItem read = Buttons.item("Open file…", this::read);
    read.setId("read-recipe");
    getItems()
        .setAll(
            save,
            saved,
            forget,
            other,
            new SeparatorMenuItem(),
            copy,
            paste,
            new SeparatorMenuItem(),
            write,
            read);
    setOnShowing(event -> prepare());
    model.sourceProperty().subscribe(data -> setDisable(data.isEmpty()));
    list();
  }

  /** Takes a recipe from text; a text that is none becomes a notice. */
  void paste(String json) {
    try {
      take(processor.fromJson(json));
    } catch (EngineException e) {
      bench.notices().warn(e.sentence(), e.remedy());
    }
  }

  private void prepare() {
    boolean none = model.draftProperty().get().items().isEmpty();
    copy.setDisable(none);
    save.setDisable(none);
    write.setDisable(none);
    List<String> others =
        model.names().stream()
            .filter(
                name -> model.sourceProperty().get().filter(d -> d.name().equals(name)).isEmpty())
            .toList();
    other
        .getItems()
        .setAll(others.stream().map(name -> item(name, () -> model.carryTo(name))).toList());
    other.setDisable(none || others.isEmpty());
    list();
  }

  private void list() {
    bench
        .tasks()
        .task("List recipes", progress -> processor.pipelines())
        .quietly()
        .replacing(saved)
        .onDone(
            all -> {
              saved
                  .getItems()
                  .setAll(
                      all.stream()
                          .map(
                              recipe ->
                                  item(
                                      recipe.name()
                                          + " ("
                                          + Figures.counted(recipe.items().size(), "step")
                                          + ")",
                                      () -> take(recipe)))
                          .toList());
              saved.setDisable(all.isEmpty());
              forget
                  .getItems()
                  .setAll(
                      all.stream()
                          .map(recipe -> item(recipe.name(), () -> delete(recipe.name())))
                          .toList());
              forget.setDisable(all.isEmpty());
            })
        .start();
  }

  private static MenuItem item(String words, Runnable action) {
    MenuItem item = Buttons.item(words, action);
    item.setMnemonicParsing(false);
    return item;
  }

  private void take(Pipeline recipe) {
    model.apply(recipe.items());
  }

  private void save() {
    String proposed =
        model.sourceProperty().get().map(data -> data.name() + " recipe").orElse("recipe");
    NamePopup.ask(this, "Name of the recipe", proposed, "Save", this::save);
  }

  private void save(String name) {
    Pipeline recipe = model.draftProperty().get().pipeline(name);
    bench
        .tasks()
        .task(
            "Save " + name,
            progress -> {
              processor.save(recipe);
              return name;
            })
        .quietly()
        .onDone(
            done -> {
              bench.notices().info("Saved the recipe " + done + " in the workspace.");
              list();
            })
        .start();
  }

  private void delete(String name) {
    bench
        .tasks()
        .task(
            "Delete " + name,
            progress -> {
              processor.removePipeline(name);
              return name;
            })
        .quietly()
        .onDone(
            done -> {
              bench.notices().info("Deleted the recipe " + done + ".");
              list();
            })
        .start();
  }

  private void copy() {
    String name = model.sourceProperty().get().map(data -> data.name()).orElse("recipe");
    ClipboardContent content = new ClipboardContent();
    content.putString(processor.toJson(model.draftProperty().get().pipeline(name)));
    Clipboard.getSystemClipboard().setContent(content);
    bench.notices().info("Copied the recipe as JSON.");
  }

  private void paste() {
    String text = Clipboard.getSystemClipboard().getString();
    paste(text == null ? "" : text);
  }

  private void write() {
    String name = model.sourceProperty().get().map(data -> data.name()).orElse("recipe");
    RecipeFile.askToWrite(getScene().getWindow(), name).ifPresent(file -> write(name, file));
  }

  /** Writes the steps to a file. */
  void write(String name, Path file) {
    String json = processor.toJson(model.draftProperty().get().pipeline(name));
    bench
        .tasks()
        .task("Save " + file.getFileName(), progress -> Files.writeString(file, json))
        .quietly()
        .onDone(done -> bench.notices().info("Wrote the recipe to " + done + "."))
        .start();
  }

  private void read() {
    RecipeFile.askToRead(getScene().getWindow()).ifPresent(this::read);
  }

  /** Puts the steps of a file in the place of those in view. */
  void read(Path file) {
    bench
        .tasks()
        .task("Open " + file.getFileName(), progress -> RecipeFile.read(file, processor))
        .quietly()
        .onDone(this::take)
        .start();
  }
}
