package dev.alidade.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.testing.WorkbenchFixture;
import javafx.scene.control.Button;
import javafx.scene.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FirstStartTest {
  @RegisterExtension final WorkbenchFixture workbench = new WorkbenchFixture();

  @Test
  void welcomesAndOpensASampleWithOneClick() {
    assertThat(workbench.shows("Open a data set to begin")).isTrue();

    workbench.clickOn(workbench.byId("sample-weather.csv", Button.class));

    workbench.waitForText("2,922 rows");
    assertThat(workbench.shows("Open a data set to begin")).isFalse();
    assertThat(workbench.engine().datasets().get("weather").rowCount()).isEqualTo(2922);
  }

  @Test
  void makesEveryPanelBehindTheWindow() {
    for (PanelId id : PanelId.values()) {
      Panel made = workbench.fx(() -> workbench.composition().shell().panel(id).orElseThrow());
      assertThat(made.id()).isEqualTo(id);
      workbench.show(id);
      assertThat(workbench.fx(() -> workbench.composition().shell().panel(id))).contains(made);
    }
  }

  @Test
  void titleBarsShowTheMark() {
    workbench.fx(
        () -> {
          WindowIcons.on(workbench.stage());
          return true;
        });

    assertThat(workbench.stage().getIcons())
        .noneMatch(Image::isError)
        .extracting(Image::getWidth)
        .containsExactly(16.0, 32.0, 48.0, 128.0);
  }
}
