package dev.alidade.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.testing.WorkbenchFixture;
import javafx.scene.control.Button;
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
}
