package dev.alidade.app.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.control.Badge;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.testing.WorkbenchFixture;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.ExportOptions;
import dev.alidade.engine.dataset.ExportOptions.Format;
import dev.alidade.engine.vector.CollectionConfig;
import dev.alidade.engine.vector.Metric;
import dev.alidade.engine.vector.VectorCollection;
import dev.alidade.engine.vector.VectorDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VectorPanelOnJavaTest {
  @RegisterExtension
  final WorkbenchFixture workbench = new WorkbenchFixture().with(c -> c.wasm(WasmMode.OFF));

  @Test
  void withWebAssemblyOffTheAnswerSaysJava() {
    VectorCollection compass =
        workbench
            .engine()
            .vectorSearch()
            .createCollection("compass", CollectionConfig.of(2, Metric.COSINE));
    compass.addDocuments(
        List.of(
            new VectorDocument("north", "up", new float[] {0, 1}, Map.of()),
            new VectorDocument("east", "right", new float[] {1, 0}, Map.of()),
            new VectorDocument("south", "down", new float[] {0, -1}, Map.of())));
    workbench.go(new Intent.SearchCollection("compass"));
    workbench.clickOn("Vector");
    TextArea field = workbench.byId("query", TextArea.class);
    workbench.fx(
        () -> {
          field.setText("0.1 0.9");
          field.requestFocus();
          return true;
        });
    workbench.press(KeyCode.ENTER);

    assertThat(workbench.shows("3 hits")).isTrue();
    assertThat(workbench.all(Badge.class).stream().map(Label::getText)).contains("Java");
    assertThat(workbench.all(Badge.class).stream().map(Label::getText))
        .noneMatch(word -> word.startsWith("WASM") && !word.contains("off"));
    assertThat(workbench.shows("north")).isTrue();
  }

  @Test
  void embeddingsInAParquetFileBecomeACollectionThatIsSearched() {
    Path file = workbench.folder().resolve("passages.parquet");
    Dataset made =
        workbench
            .engine()
            .datasets()
            .fromRows(
                "made",
                List.of(
                    Map.of("id", "a", "text", "to the east", "embedding", new float[] {1, 0}),
                    Map.of("id", "b", "text", "to the north", "embedding", new float[] {0, 1})));
    workbench
        .engine()
        .datasets()
        .export(made, file, new ExportOptions(Format.PARQUET, false), Progress.NONE);
    workbench.openFiles(file);
    workbench.go(new Intent.CollectDataset("passages"));
    assertThat(workbench.showsPart("The vectors are taken as they are")).isTrue();
    workbench.clickOn(workbench.byId("form-create", Button.class));
    workbench.clickOn("Vector");
    TextArea field = workbench.byId("query", TextArea.class);
    workbench.fx(
        () -> {
          field.setText("0.1 0.9");
          field.requestFocus();
          return true;
        });
    workbench.press(KeyCode.ENTER);

    assertThat(workbench.shows("2 hits")).isTrue();
    assertThat(workbench.showsPart("to the north")).isTrue();
  }
}
