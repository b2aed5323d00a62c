package dev.alidade.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.testing.WorkbenchFixture;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RememberedTest {
  @RegisterExtension final WorkbenchFixture workbench = new WorkbenchFixture();

  @Test
  void themeWindowAndPanelAreAsTheyWereLeft() throws Exception {
    workbench.press(KeyCode.CONTROL, KeyCode.K);
    workbench.type("theme: dark");
    workbench.press(KeyCode.ENTER);
    workbench.press(KeyCode.CONTROL, KeyCode.DIGIT6);
    workbench.fx(
        () -> {
          workbench.stage().setX(30);
          workbench.stage().setY(20);
          workbench.stage().setWidth(1400);
          workbench.stage().setHeight(900);
          return true;
        });

    workbench.reopen();

    assertThat(workbench.composition().bench().theme().isDark()).isTrue();
    assertThat(workbench.stage().getWidth()).isEqualTo(1400);
    assertThat(workbench.stage().getHeight()).isEqualTo(900);
    assertThat(workbench.stage().getX()).isEqualTo(30);
    assertThat(workbench.stage().getY()).isEqualTo(20);
    workbench.waitForText("Capabilities");
  }

  @Test
  void dataSetsComeBackWithTheWorkspace() throws Exception {
    workbench.openSample("weather.csv");

    workbench.reopen();

    workbench.waitForText("2,922 rows");
  }
}
