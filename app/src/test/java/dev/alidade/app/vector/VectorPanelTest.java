package dev.alidade.app.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.control.Badge;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.testing.WorkbenchFixture;
import dev.alidade.engine.Progress;
import dev.alidade.engine.vector.CollectionInfo;
import dev.alidade.engine.vector.Metric;
import dev.alidade.engine.vector.SearchResults;
import dev.alidade.engine.vector.VectorCollection;
import dev.alidade.engine.vector.VectorSample;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VectorPanelTest {
  private static final String MEMORIES = "memories.content";
  private static final int MEMORY_COUNT = 120;
  private static final List<String> CATS =
      List.of("lion", "tiger", "leopard", "jaguar", "cheetah", "snow leopard", "puma", "cougar");

  @RegisterExtension static final WorkbenchFixture WORKBENCH = new WorkbenchFixture();

  @BeforeAll
  static void embedSomeTexts() throws Exception {
    WORKBENCH.openFiles(
        SampleTexts.memories(
            WORKBENCH.sample("agents.sqlite").file(), WORKBENCH.folder(), MEMORY_COUNT),
        SampleTexts.animals(
            WORKBENCH.sample("wordnet-animals.ndjson").file(), WORKBENCH.folder(), CATS));
    WORKBENCH
        .engine()
        .vectorSearch()
        .createFromDataset(
            MEMORIES,
            WORKBENCH.engine().datasets().get("memories"),
            "content",
            Metric.COSINE,
            Progress.NONE);
  }

  @BeforeEach
  void searchTheMemories() {
    WORKBENCH.go(new Intent.SearchCollection(MEMORIES));
    WORKBENCH.fx(
        () -> {
          panel().model().map().shown().set(false);
          panel().model().conditions().clear();
          panel().model().kind().set(QueryKind.TEXT);
          return true;
        });
    WORKBENCH.settle();
  }

  @Test
  void aCollectionMadeOfATextColumnFindsASensibleHitFirst() {
    WORKBENCH.go(new Intent.CollectDataset("animals"));
    assertThat(WORKBENCH.showsPart("texts are embedded on this computer")).isTrue();
    assertThat(WORKBENCH.byId("form-column", ComboBox.class).getValue().toString())
        .contains("gloss");
    WORKBENCH.clickOn(WORKBENCH.byId("form-create", Button.class));
    assertThat(collectionNames()).contains("animals.gloss");

    search("a large cat that hunts at night");

    SearchResults.Hit best = hits().getFirst();
    assertThat(best.metadata().get("lemma")).isIn(CATS);
    assertThat(WORKBENCH.byId("search-time", Label.class).getText()).endsWith(" ms");
    assertThat(badges()).containsAnyOf("WASM", "WASM SIMD", "Java");
    assertThat(WORKBENCH.showsPart("Where the time went")).isTrue();
    assertThat(WORKBENCH.texts()).contains("Embed", "Scan", "Fetch");
  }

  @Test
  void aFilterChipLeavesOnlyHitsThatTheMetadataAllows() {
    search("the customer wants the money back");
    long types = hits().stream().map(hit -> hit.metadata().get("agent_type")).distinct().count();
    assertThat(types).isGreaterThan(1);

    WORKBENCH.clickOn(WORKBENCH.byId("add-filter", Hyperlink.class));
    choose("filter-field", "agent_type");
    WORKBENCH.clickOn("Add filter");
    long kept = hits().size();

    String chosen = (String) panelCondition().values().getFirst();
    assertThat(WORKBENCH.shows("agent_type is " + chosen)).isTrue();
    assertThat(hits()).isNotEmpty();
    assertThat(hits()).allMatch(hit -> chosen.equals(hit.metadata().get("agent_type")));
    assertThat(WORKBENCH.showsPart(" of " + MEMORY_COUNT + " match")).isTrue();

    WORKBENCH.clickOn(removeButton("Remove agent_type is " + chosen));
    assertThat(WORKBENCH.showsPart("All documents are searched")).isTrue();
    assertThat(hits()).as("found anew without the filter").hasSizeGreaterThanOrEqualTo((int) kept);
    assertThat(hits().stream().map(hit -> hit.metadata().get("agent_type")).distinct().count())
        .isEqualTo(types);
  }

  @Test
  void aFilterHoldsSeveralValues() {
    search("the customer wants the money back");
    WORKBENCH.clickOn(WORKBENCH.byId("add-filter", Hyperlink.class));
    choose("filter-field", "agent_type");
    WORKBENCH.clickOn(WORKBENCH.byId("filter-another", Button.class));
    WORKBENCH.clickOn("Add filter");

    List<Object> both = panelCondition().values();
    assertThat(both).hasSize(2);
    assertThat(WORKBENCH.shows("agent_type is " + both.get(0) + " or " + both.get(1))).isTrue();
    assertThat(hits().stream().map(hit -> hit.metadata().get("agent_type")).distinct())
        .containsExactlyInAnyOrderElementsOf(both);
  }

  @Test
  void cancellingTheEmbeddingLeavesNoBrokenCollection() {
    WORKBENCH.openSample("wordnet-animals.ndjson");
    WORKBENCH.go(new Intent.CollectDataset("wordnet-animals"));
    WORKBENCH.robot().clickOn(WORKBENCH.byId("form-create", Button.class));
    WORKBENCH.waitForText("Cancel");
    WORKBENCH.waitForFx(
        "some texts to be embedded",
        () ->
            panel().model().form().running().get() != null
                && panel().model().form().running().get().fractionProperty().get() > 0.02);

    WORKBENCH.clickOn("Cancel");

    WORKBENCH.waitForText("New collection");
    assertThat(collectionNames()).doesNotContain("wordnet-animals.gloss");
    assertThat(
            WORKBENCH
                .engine()
                .sqlite()
                .workspace()
                .executeQuery(
                    "SELECT count(*) FROM vector_collections WHERE name LIKE 'wordnet-animals%'",
                    dev.alidade.engine.sql.SqlParameters.NONE,
                    dev.alidade.engine.sql.QueryOptions.defaults())
                .rows()
                .getFirst()[0])
        .isEqualTo(0L);
    WORKBENCH.press(KeyCode.ESCAPE);
    search("refund");
    assertThat(hits()).isNotEmpty();
  }

  @Test
  void aPastedVectorFindsItsOwnDocumentAndLikeThisLeavesItOut() {
    VectorSample one = collection().sample(1, Progress.NONE);
    String id = one.ids().getFirst();
    WORKBENCH.clickOn("Vector");
    search(Arrays.toString(one.vectors()));

    assertThat(hits().getFirst().id()).isEqualTo(id);
    assertThat(hits().getFirst().score()).isBetween(0.999, 1.0);

    WORKBENCH.clickOn(button("Find similar"));
    assertThat(WORKBENCH.fx(() -> panel().model().kind().get())).isEqualTo(QueryKind.LIKE_THIS);
    assertThat(hits()).isNotEmpty().noneMatch(hit -> hit.id().equals(id));
  }

  @Test
  void aVectorThatIsNotOneIsRefusedInWords() {
    WORKBENCH.clickOn("Vector");
    search("0.1, horse");
    assertThat(WORKBENCH.showsPart("\"horse\" is not a number.")).isTrue();

    search("1, 2, 3");
    assertThat(WORKBENCH.showsPart("VEC-101")).isTrue();
    assertThat(WORKBENCH.showsPart("the collection has 384 dimensions")).isTrue();
  }

  @Test
  void aThresholdAndARecallTargetAreKept() {
    search("refund");
    double middle = hits().get(hits().size() / 2).score();
    WORKBENCH.fx(
        () -> {
          panel().model().threshold().set(Double.toString(middle));
          return true;
        });
    search("refund");
    assertThat(hits()).isNotEmpty().allMatch(hit -> hit.score() >= middle);
    WORKBENCH.fx(
        () -> {
          panel().model().threshold().set("none");
          slider().setValue(3);
          return true;
        });

    search("refund");

    assertThat(WORKBENCH.byId("measured-recall", Label.class).getText())
        .matches("(exact|[01]\\.\\d{3}).*");
    WORKBENCH.fx(
        () -> {
          slider().setValue(0);
          return true;
        });
  }

  @Test
  void theMapShowsEveryDocumentItsGroupsAndWhatTheLassoHolds() {
    search("the customer wants the money back");
    WORKBENCH.clickOn("Map");
    WORKBENCH.waitFor("the map", () -> WORKBENCH.showsPart(MEMORY_COUNT + " points"));
    Projection map = WORKBENCH.fx(() -> panel().model().map().projection().get());
    assertThat(map.ids()).hasSize(MEMORY_COUNT);
    assertThat(map.explained()[0]).isBetween(map.explained()[1], 1.0);
    Colouring colouring = WORKBENCH.fx(() -> panel().model().map().colouring().get());
    assertThat(colouring.field()).isEqualTo("agent_type");
    assertThat(colouring.groups().stream().mapToLong(Colouring.Group::count).sum())
        .isEqualTo(MEMORY_COUNT);
    assertThat(WORKBENCH.texts())
        .containsAll(
            colouring.groups().stream().map(Colouring.Group::label).collect(Collectors.toList()));

    WORKBENCH.clickOn("Lasso");
    Node canvas = WORKBENCH.byId("map", Node.class);
    var bounds = WORKBENCH.fx(() -> canvas.localToScreen(canvas.getBoundsInLocal()));
    WORKBENCH
        .robot()
        .drag(bounds.getMinX() + 5, bounds.getMinY() + 60, MouseButton.PRIMARY)
        .dropTo(bounds.getMaxX() - 5, bounds.getMinY() + 60);
    WORKBENCH
        .robot()
        .drag(bounds.getMinX() + 5, bounds.getMinY() + 5, MouseButton.PRIMARY)
        .moveTo(bounds.getMaxX() - 5, bounds.getMinY() + 5)
        .moveTo(bounds.getMaxX() - 5, bounds.getMaxY() - 5)
        .dropTo(bounds.getMinX() + 5, bounds.getMaxY() - 5);
    WORKBENCH.settle();
    assertThat(WORKBENCH.shows(MEMORY_COUNT + " of " + MEMORY_COUNT)).isTrue();
    assertThat(WORKBENCH.shows("What is inside")).isTrue();

    WORKBENCH.press(KeyCode.ESCAPE);
    assertThat(WORKBENCH.shows("What is inside")).isFalse();
  }

  @Test
  void hitsAreShownAsATableWithAColumnForEachField() {
    search("the customer wants the money back");
    WORKBENCH.clickOn("Table");
    TableView<?> table = WORKBENCH.byId("hit-table", TableView.class);
    assertThat(table.getItems()).hasSize(20);
    assertThat(table.getColumns())
        .extracting(TableColumn::getText)
        .contains("#", "Cosine", "Title", "id", "agent_type", "importance");
    WORKBENCH.clickOn("List");
    assertThat(WORKBENCH.showsPart("agent_type: ")).isTrue();
  }

  @Test
  void anAnswerStaysWhenThePanelIsLeftAndComesBack() {
    search("refund");
    List<SearchResults.Hit> before = hits();
    WORKBENCH.show(PanelId.SQL);
    WORKBENCH.show(PanelId.VECTOR);
    assertThat(hits()).isEqualTo(before);
  }

  // ---- the panel ----

  private static VectorPanel panel() {
    return (VectorPanel) WORKBENCH.composition().shell().panel(PanelId.VECTOR).orElseThrow();
  }

  private static VectorCollection collection() {
    return WORKBENCH.engine().vectorSearch().collection(MEMORIES);
  }

  private static List<String> collectionNames() {
    return WORKBENCH.engine().vectorSearch().collections().stream()
        .map(CollectionInfo::name)
        .toList();
  }

  private static void search(String query) {
    TextArea field = WORKBENCH.byId("query", TextArea.class);
    WORKBENCH.fx(
        () -> {
          field.setText(query);
          field.requestFocus();
          return true;
        });
    WORKBENCH.press(KeyCode.ENTER);
  }

  @SuppressWarnings("unchecked")
  private static List<SearchResults.Hit> hits() {
    ListView<SearchResults.Hit> list = WORKBENCH.byId("hits", ListView.class);
    return WORKBENCH.fx(() -> List.copyOf(list.getItems()));
  }

  private static Slider slider() {
    return WORKBENCH.all(Slider.class).getFirst();
  }

  private static List<String> badges() {
    return WORKBENCH.all(Badge.class).stream().map(Label::getText).toList();
  }

  private static Condition panelCondition() {
    return WORKBENCH.fx(() -> panel().model().conditions().getFirst());
  }

  private static Button removeButton(String name) {
    return WORKBENCH.all(Button.class).stream()
        .filter(button -> name.equals(button.getAccessibleText()))
        .findFirst()
        .orElseThrow();
  }

  private static Button button(String text) {
    return WORKBENCH.all(Button.class).stream()
        .filter(button -> text.equals(button.getText()))
        .findFirst()
        .orElseThrow();
  }

  private static void choose(String box, String name) {
    ComboBox<?> field = WORKBENCH.byId(box, ComboBox.class);
    WORKBENCH.fx(
        () -> {
          for (int i = 0; i < field.getItems().size(); i++) {
            if (field.getItems().get(i).toString().contains(name)) {
              field.getSelectionModel().select(i);
              return true;
            }
          }
          throw new AssertionError("no " + name + " among " + field.getItems());
        });
    WORKBENCH.settle();
  }
}
