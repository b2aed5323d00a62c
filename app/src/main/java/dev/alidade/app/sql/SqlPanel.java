package dev.alidade.app.sql;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Chip;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PaletteAction;
import dev.alidade.app.shell.Panel;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.shell.Workbench;
import dev.alidade.engine.sql.SqliteDatabase;
import java.io.File;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.HBox;
import javafx.stage.FileChooser;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The SQL panel. */
public final class SqlPanel implements Panel {
  private final Workbench workbench;
  private final SqlViewModel model;
  private final SqlView view;
  private final HBox access = new HBox(6);
  private final List<Node> start;
  private final List<Node> tools;

  public SqlPanel(Workbench workbench) {
    this.workbench = workbench;
    SqlContext context =
        new SqlContext(workbench.engine(), workbench.tasks(), workbench.fx(), workbench.notices());
    model = new SqlViewModel(context, workbench.preferences());
    view =
        new SqlView(
            model,
            workbench.tasks(),
            workbench.clock(),
            workbench.theme().paletteProperty(),
            name -> workbench.navigation().go(new Intent.ShowDataset(name)));
    access.setAlignment(Pos.CENTER_LEFT);
    start = List.of(picker(), access);
    tools =
        List.of(
            Buttons.flat("Open database…", Feather.FOLDER, this::choose),
            Buttons.flat("History", Feather.CLOCK, () -> view.showTab("History")),
            Buttons.primary("Run", Feather.PLAY, "Ctrl+Enter", this::runPrimary),
            Buttons.more(
                Buttons.item("New query", () -> model.scripts().add()),
                Buttons.item("Format", () -> view.editor().format()),
                Buttons.item("Find in the query", () -> view.editor().openFind()),
                Buttons.item("Close database", this::close)));
    InvalidationListener again = changed -> showAccess(model.databases().chosen().get());
    model.databases().chosen().addListener(again);
    model.databases().inTransaction().addListener(again);
    workbench.engine().sqlite().onChange(() -> workbench.fx().later(model.databases()::refresh));
  }

  @Override
  public PanelId id() {
    return PanelId.SQL;
  }

  @Override
  public Node content() {
    return view;
  }

  @Override
  public List<Node> headerStart() {
    return start;
  }

  @Override
  public List<Node> headerTools() {
    return tools;
  }

  @Override
  public void onShown() {
    model.databases().refresh();
  }

  @Override
  public void focusFirst() {
    view.editor().focusCode();
  }

  @Override
  public void runPrimary() {
    view.editor().run();
  }

  @Override
  public boolean escape() {
    return model.runs().cancel() || model.result().reading().stop() || view.closeDetails();
  }

  @Override
  public boolean mayClose() {
    List<SqliteDatabase> open = model.databases().withTransactions();
    if (!open.isEmpty()) {
      workbench.navigation().show(PanelId.SQL); // the question stands over what it is about
    }
    return ClosingQuestion.mayEnd(open, view);
  }

  @Override
  public List<PaletteAction> actions() {
    return List.of(
        PaletteAction.of("Open a SQLite file", "SQL", Feather.DATABASE, this::choose),
        PaletteAction.of("Look for advice on the last query", "SQL", Feather.ZAP, this::advise));
  }

  @Override
  public void accept(Intent intent) {
    if (intent instanceof Intent.OpenDatabase open) {
      model.databases().open(open.file(), false);
    } else if (intent instanceof Intent.EditQuery edit) {
      edit(edit.sql());
    }
  }

  /** The tab with this title comes to the front: Result, Plan, Advice or History. */
  public void showTab(String title) {
    view.showTab(title);
  }

  /** For tests of the panel. */
  SqlViewModel model() {
    return model;
  }

  private void edit(String sql) {
    workbench.navigation().show(PanelId.SQL);
    model.scripts().open(sql);
    view.editor().focusCode();
  }

  private void advise() {
    workbench.navigation().show(PanelId.SQL);
    view.showTab("Advice");
    model.advice().analyse();
  }

  private void close() {
    SqliteDatabase closing = model.databases().chosen().get();
    if (closing != null && ClosingQuestion.mayEnd(List.of(closing), view)) {
      model.databases().close();
    }
  }

  private void choose() {
    workbench.navigation().show(PanelId.SQL);
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Open a SQLite file");
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter(
                "SQLite", "*.sqlite", "*.sqlite3", "*.db", "*.db3", "*.alidade"),
            new FileChooser.ExtensionFilter("All files", "*"));
    File file = chooser.showOpenDialog(view.getScene().getWindow());
    if (file != null) {
      model.databases().open(file.toPath(), false);
    }
  }

  private void showAccess(@Nullable SqliteDatabase database) {
    access.getChildren().clear();
    if (database != null) {
      access
          .getChildren()
          .add(
              database.writable()
                  ? Chip.of("writable", Feather.UNLOCK)
                  : Chip.of("read-only", Feather.LOCK));
      access.getChildren().add(transaction());
    }
  }

  private Node transaction() {
    boolean open = model.databases().inTransaction().get();
    Chip chip = open ? Chip.of("transaction open", Feather.GIT_COMMIT) : Chip.of("no transaction");
    chip.setId("transaction");
    if (open) {
      chip.getStyleClass().add("al-open-transaction");
    }
    return chip;
  }

  private Node picker() {
    ComboBox<SqliteDatabase> box = new ComboBox<>(model.databases().all());
    box.setId("database");
    box.setPromptText("No database");
    box.setPrefWidth(200);
    box.setAccessibleText("Database");
    box.valueProperty().bindBidirectional(model.databases().chosen());
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable SqliteDatabase database) {
            return database == null ? "" : database.name();
          }

          @Override
          public @Nullable SqliteDatabase fromString(String text) {
            return model.databases().chosen().get();
          }
        });
    return box;
  }
}
