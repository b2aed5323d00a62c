package dev.alidade.app.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.testing.WorkbenchFixture;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.vector.CollectionConfig;
import dev.alidade.engine.vector.CollectionInfo;
import dev.alidade.engine.vector.Metric;
import dev.alidade.engine.vector.PrecisionCurve;
import dev.alidade.engine.vector.VectorCollection;
import dev.alidade.engine.vector.VectorDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Spinner;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Polyline;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the panel tells about precision, and what it does with a whole collection. */
class VectorToolsTest {
  private static final String MEMORIES = "tools.content";
  private static final int MEMORY_COUNT = 90;

  @RegisterExtension static final WorkbenchFixture WORKBENCH = new WorkbenchFixture();

  @BeforeAll
  static void embedSomeTexts() throws Exception {
    WORKBENCH.openFiles(
        SampleTexts.memories(
            WORKBENCH.sample("agents.sqlite").file(), WORKBENCH.folder(), MEMORY_COUNT));
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
  void search() {
    WORKBENCH.go(new Intent.SearchCollection(MEMORIES));
    WORKBENCH.fx(
        () -> {
          model().map().shown().set(false);
          model().precision().choice().set(PrecisionChoice.ALL.getFirst());
          model().text().set("the customer wants the money back");
          model().search();
          return true;
        });
    WORKBENCH.settle();
  }

  private static VectorPanel panel() {
    return (VectorPanel) WORKBENCH.composition().shell().panel(PanelId.VECTOR).orElseThrow();
  }

  private static VectorViewModel model() {
    return panel().model();
  }

  @Test
  void everySettingShowsItsMeasuredRecallAndTime() {
    PrecisionCurve curve = Objects.requireNonNull(model().precision().curve().get());
    assertThat(curve.k()).isEqualTo(20);
    assertThat(curve.documents()).isEqualTo(MEMORY_COUNT);
    assertThat(curve.settings()).hasSize(PrecisionChoice.ALL.size() - 1);

    Pane plot = WORKBENCH.byId("precision-chart", Pane.class);
    Polyline line =
        plot.getChildren().stream()
            .filter(Polyline.class::isInstance)
            .map(Polyline.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(line.getPoints()).hasSize(2 * PrecisionChoice.ALL.size());
    assertThat(WORKBENCH.texts()).contains("Measured recall@20", ".999", ".90");
    assertThat(WORKBENCH.shows("float32, exact")).isTrue();
  }

  @Test
  void aClickOnASettingChoosesIt() {
    Pane plot = WORKBENCH.byId("precision-chart", Pane.class);
    var fields =
        plot.getChildren().stream()
            .filter(node -> node.getStyleClass().contains("al-precision-field"))
            .toList();
    assertThat(fields).hasSize(PrecisionChoice.ALL.size());
    WORKBENCH.clickOn(fields.getLast());
    assertThat(model().precision().choice().get().label()).isEqualTo(".90");
  }

  @Test
  void exactAndCascadeStandSideBySideUntilEscape() {
    WORKBENCH.clickOn(WORKBENCH.byId("compare", Button.class));

    ListView<?> lines = WORKBENCH.byId("comparison", ListView.class);
    assertThat(lines.getItems().size()).isEqualTo(20);
    assertThat(WORKBENCH.byId("comparison-summary", Label.class).getText())
        .containsAnyOf("of 20 exact hits", "both compared everything");

    WORKBENCH.press(KeyCode.ESCAPE);
    assertThat(model().comparison().get()).isNull();
    assertThat(WORKBENCH.byId("hits", ListView.class).getItems().size()).isEqualTo(20);
  }

  @Test
  void pointsAreColouredByClusters() {
    WORKBENCH.fx(
        () -> {
          model().map().shown().set(true);
          return true;
        });
    WORKBENCH.settle();
    WORKBENCH.fx(
        () -> {
          model().map().colourField().set(MapClusters.FIELD);
          return true;
        });
    WORKBENCH.settle();

    Colouring colouring = model().map().colouring().get();
    assertThat(colouring.groups()).hasSize(Colouring.MOST_GROUPS);
    assertThat(colouring.groups().stream().mapToLong(Colouring.Group::count).sum())
        .isEqualTo(MEMORY_COUNT);
    assertThat(colouring.groups())
        .extracting(Colouring.Group::count)
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(WORKBENCH.shows("Cluster 1")).isTrue();

    Spinner<?> clusters = WORKBENCH.byId("map-clusters", Spinner.class);
    WORKBENCH.fx(
        () -> {
          clusters.increment(5);
          return true;
        });
    WORKBENCH.settle();
    assertThat(model().map().colouring().get().groups()).hasSize(MapClusters.USUAL + 5);
    assertThat(WORKBENCH.shows("Cluster 12")).isTrue();
  }

  @Test
  void whatTheLassoHoldsBecomesADataSetAndAFileOfIds() throws Exception {
    WORKBENCH.fx(
        () -> {
          model().map().shown().set(true);
          return true;
        });
    WORKBENCH.settle();
    WORKBENCH.fx(
        () -> {
          double far = 1e6;
          model()
              .map()
              .lasso(new double[] {-far, far, far, -far}, new double[] {-far, -far, far, far});
          return true;
        });
    Path ids = WORKBENCH.folder().resolve("ids.txt");
    Path picture = WORKBENCH.folder().resolve("map.png");
    WORKBENCH.fx(
        () -> {
          model().lassoActions().exportIds(ids);
          panel().view().writeMap(picture);
          return true;
        });
    WORKBENCH.settle();
    assertThat(Files.readAllLines(ids)).hasSize(MEMORY_COUNT).doesNotHaveDuplicates();
    assertThat(Files.readAllBytes(picture)).startsWith(0x89, 'P', 'N', 'G');

    WORKBENCH.clickOn(WORKBENCH.byId("lasso-dataset", Button.class));
    Dataset made = WORKBENCH.engine().datasets().get(MEMORIES + " lasso");
    assertThat(made.rowCount()).isEqualTo(MEMORY_COUNT);
    assertThat(made.schema().fields())
        .extracting(Field::name)
        .contains("id", "content", "agent_type", "importance");

    WORKBENCH.show(PanelId.VECTOR);
    WORKBENCH.clickOn(WORKBENCH.byId("lasso-clear", Button.class));
    assertThat(model().map().lassoed().get()).isEmpty();
  }

  @Test
  void hitsAndTheCollectionAreExported() throws Exception {
    Path hits = WORKBENCH.folder().resolve("hits.ndjson");
    Path all = WORKBENCH.folder().resolve("all.ndjson");
    WORKBENCH.fx(
        () -> {
          model().actions().exportHits(hits);
          model().actions().exportCollection(all);
          return true;
        });
    WORKBENCH.settle();
    assertThat(Files.readAllLines(hits)).hasSize(20).allMatch(line -> line.contains("score"));
    assertThat(Files.readAllLines(all)).hasSize(MEMORY_COUNT);
  }

  @Test
  void embeddingAgainAsksFirstAndKeepsTheCollectionInView() {
    CollectionInfo before = Objects.requireNonNull(model().collection().get());
    more("Embed again…");
    assertThat(WORKBENCH.shows("Embed " + MEMORIES + " again?")).isTrue();
    assertThat(WORKBENCH.showsPart("The vectors of " + MEMORY_COUNT + " documents are replaced"))
        .isTrue();
    WORKBENCH.clickOn(WORKBENCH.byId("question-do", Button.class));

    CollectionInfo after = Objects.requireNonNull(model().collection().get());
    assertThat(after.name()).isEqualTo(before.name());
    assertThat(after.size()).isEqualTo(MEMORY_COUNT);
    assertThat(model().failure().get()).isNull();
    WORKBENCH.fx(
        () -> {
          model().search();
          return true;
        });
    WORKBENCH.settle();
    assertThat(Objects.requireNonNull(model().answer().get()).results().hits()).hasSize(20);
  }

  /** A collection of one document that has a vector and no text. */
  private static void openVectorAlone(String name) {
    WORKBENCH
        .engine()
        .vectorSearch()
        .createCollection(name, CollectionConfig.of(2, Metric.COSINE))
        .addDocuments(List.of(new VectorDocument("a", "", new float[] {1, 2}, Map.of())));
    WORKBENCH.go(new Intent.SearchCollection(name));
  }

  @Test
  void vectorsWithoutTextsAreNotEmbeddedAgain() {
    openVectorAlone("bare");

    more("Embed again…");

    assertThat(WORKBENCH.showsPart("The documents of bare have no texts")).isTrue();
    assertThat(WORKBENCH.shows("Embed bare again?")).isFalse();
  }

  @Test
  void deletingACollectionAsksFirst() {
    openVectorAlone("doomed");

    more("Delete collection…");
    assertThat(WORKBENCH.showsPart("1 documents with their vectors")).isFalse();
    assertThat(WORKBENCH.showsPart("1 document with its vector")).isTrue();
    WORKBENCH.clickOn(WORKBENCH.byId("question-cancel", Button.class));
    assertThat(names()).contains("doomed");

    more("Delete collection…");
    WORKBENCH.clickOn(WORKBENCH.byId("question-do", Button.class));
    assertThat(names()).doesNotContain("doomed").contains(MEMORIES);
  }

  @Test
  void theLastOperationIsTheSearchThoughScoresAreCountedAfterIt() {
    assertThat(model().scores().get()).isPresent();
    assertThat(Arrays.stream(model().scores().get().orElseThrow().counts()).sum())
        .isEqualTo(MEMORY_COUNT);
    assertThat(WORKBENCH.shows("Scores of the whole collection")).isTrue();
    assertThat(WORKBENCH.engine().performance().last().orElseThrow().operation())
        .isEqualTo("vector.search");
  }

  @Test
  void theMapIsDrawnAnewAfterAnUpsertOfTheSameSize() {
    VectorCollection some =
        WORKBENCH
            .engine()
            .vectorSearch()
            .createCollection("moving", CollectionConfig.of(2, Metric.EUCLIDEAN));
    some.addDocuments(
        List.of(
            new VectorDocument("a", "", new float[] {1, 2}, Map.of()),
            new VectorDocument("b", "", new float[] {3, 1}, Map.of()),
            new VectorDocument("c", "", new float[] {0, 5}, Map.of())));
    WORKBENCH.go(new Intent.SearchCollection("moving"));
    WORKBENCH.fx(
        () -> {
          model().map().shown().set(true);
          return true;
        });
    WORKBENCH.settle();
    Projection before = Objects.requireNonNull(model().map().projection().get());

    some.addDocuments(List.of(new VectorDocument("b", "", new float[] {30, 10}, Map.of())));

    WORKBENCH.waitForFx(
        "another map",
        () -> {
          Projection now = model().map().projection().get();
          return now != null && !now.equals(before) && now.size() == 3;
        });
    WORKBENCH.settle();
  }

  private static List<String> names() {
    return WORKBENCH.engine().vectorSearch().collections().stream()
        .map(CollectionInfo::name)
        .toList();
  }

  /** Chooses from the menu at the header's end. */
  private static void more(String item) {
    MenuButton menu =
        WORKBENCH.all(MenuButton.class).stream()
            .filter(button -> "More".equals(button.getAccessibleText()))
            .findFirst()
            .orElseThrow();
    WORKBENCH.fx(
        () -> {
          menu.getItems().stream()
              .filter(one -> item.equals(one.getText()))
              .findFirst()
              .orElseThrow()
              .fire();
          return true;
        });
    WORKBENCH.settle();
  }
}
