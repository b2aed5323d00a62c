package dev.alidade.app.vector;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.QuestionSheet;
import dev.alidade.app.format.Figures;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PaletteAction;
import dev.alidade.app.shell.Panel;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.shell.Workbench;
import dev.alidade.engine.vector.CollectionInfo;
import dev.alidade.engine.vector.Precision;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The Vector search panel. */
public final class VectorPanel implements Panel {
  private final Workbench workbench;
  private final VectorViewModel model;
  private final VectorView view;
  private final List<Node> start;
  private final List<Node> tools;
  private boolean showing;

  public VectorPanel(Workbench workbench) {
    this.workbench = workbench;
    model =
        new VectorViewModel(
            workbench.engine(),
            workbench.tasks(),
            workbench.notices(),
            new MainAxes(workbench.engine().compute()));
    view =
        new VectorView(
            model,
            workbench.theme().paletteProperty(),
            name -> workbench.navigation().go(new Intent.ShowDataset(name)));
    start = List.of(picker(), facts());
    tools =
        List.of(
            Buttons.flat("New collection", Feather.PLUS, this::create),
            Buttons.primary("Search", Feather.SEARCH, "Ctrl+Enter", model::search),
            Buttons.more(
                Buttons.item("Export collection…", this::export),
                Buttons.item("Embed again…", this::embedAgain),
                Buttons.item("Delete collection…", this::drop)));
    Runnable refresh =
        () ->
            workbench
                .fx()
                .later(
                    () -> {
                      // Programs may write many times a second; nobody sees it here.
                      if (showing) {
                        model.refresh();
                      }
                    });
    workbench.engine().vectorSearch().onChange(refresh);
    workbench.engine().datasets().onChange(refresh);
  }

  @Override
  public PanelId id() {
    return PanelId.VECTOR;
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
    showing = true;
    model.refresh();
    model.precision().shown().set(true);
  }

  @Override
  public void onHidden() {
    showing = false;
    model.precision().shown().set(false);
  }

  @Override
  public void focusFirst() {
    view.focusQuery();
  }

  @Override
  public void runPrimary() {
    model.search();
  }

  @Override
  public boolean escape() {
    if (model.creating().get()) {
      model.creating().set(false);
      return true;
    }
    return model.cancelSearch()
        || model.endComparison()
        || (model.map().shown().get() && model.map().clearLasso());
  }

  @Override
  public List<PaletteAction> actions() {
    return List.of(
        PaletteAction.of("New vector collection", "Vector search", Feather.PLUS, this::show),
        PaletteAction.of(
            "Compare exact with the cascade", "Vector search", Feather.COLUMNS, model::compare),
        PaletteAction.of(
            "Embed collection again…", "Vector search", Feather.REFRESH_CW, this::embedAgain),
        PaletteAction.of("Delete collection…", "Vector search", Feather.TRASH_2, this::drop),
        PaletteAction.of(
            "Export vector collection", "Vector search", Feather.DOWNLOAD, this::export));
  }

  @Override
  public void accept(Intent intent) {
    if (intent instanceof Intent.SearchCollection search) {
      model.select(search.name());
    } else if (intent instanceof Intent.CollectDataset collect) {
      model.form().choose(collect.name());
      model.creating().set(true);
    } else if (intent instanceof Intent.CollectFile collect) {
      model.form().choose(collect.file());
      model.creating().set(true);
    }
  }

  /**
   * Searches for a text with a precision below exact and filters, as the controls do.
   *
   * @param recall a target that the slider has, for example 0.98
   * @param filters fields with the values that they may have
   */
  public void search(String text, double recall, Map<String, List<Object>> filters) {
    model.kind().set(QueryKind.TEXT);
    model.text().set(text);
    PrecisionChoice.ALL.stream()
        .filter(one -> one.precision().equals(new Precision.TargetRecall(recall)))
        .findFirst()
        .ifPresent(model.precision().choice()::set);
    model
        .conditions()
        .setAll(
            filters.entrySet().stream()
                .map(one -> new Condition(one.getKey(), Condition.Comparison.IS, one.getValue()))
                .toList());
    model.search();
  }

  /** Shows the last search exact and by the cascade, side by side. */
  public void compare() {
    model.compare();
  }

  /** For tests of the panel. */
  VectorView view() {
    return view;
  }

  /** For tests of the panel. */
  VectorViewModel model() {
    return model;
  }

  private void show() {
    workbench.navigation().show(PanelId.VECTOR);
    create();
  }

  private void export() {
    CollectionInfo info = model.collection().get();
    if (info != null) {
      VectorFileChooser.ask(view.getScene().getWindow(), "Export " + info.name(), info.name())
          .ifPresent(model.actions()::exportCollection);
    }
  }

  private void embedAgain() {
    model.actions().embedAgain(this::ask);
  }

  private void drop() {
    model.actions().drop(this::ask);
  }

  private void ask(CollectionActions.Question question) {
    QuestionSheet sheet =
        new QuestionSheet(
            question.title(),
            question.sentence(),
            question.verb(),
            question.action(),
            workbench.navigation()::closeSheet);
    workbench.navigation().showSheet(sheet);
    sheet.focusFirst();
  }

  private void create() {
    model.form().refresh();
    model.creating().set(true);
  }

  private Node picker() {
    ComboBox<CollectionInfo> box = new ComboBox<>(model.collections());
    box.setId("collection");
    box.setPromptText("No collection");
    box.setPrefWidth(260);
    box.setAccessibleText("Collection");
    box.valueProperty().bindBidirectional(model.collection());
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable CollectionInfo info) {
            return info == null ? "" : info.name();
          }

          @Override
          public @Nullable CollectionInfo fromString(String text) {
            return model.collections().stream()
                .filter(info -> info.name().equals(text))
                .findFirst()
                .orElse(null);
          }
        });
    return box;
  }

  private Node facts() {
    Label facts = Labels.of("", "al-mono", "al-small", "al-muted");
    facts.textProperty().bind(model.collection().map(VectorPanel::facts).orElse(""));
    return facts;
  }

  private static String facts(@Nullable CollectionInfo info) {
    return info == null
        ? ""
        : "%s × %d · %s · %s"
            .formatted(
                Figures.count(info.size()),
                info.dimensions(),
                info.metric().name().toLowerCase(Locale.ROOT),
                Figures.bytes(info.memoryBytes()));
  }
}
