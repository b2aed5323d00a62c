package dev.alidade.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.testing.WorkbenchFixture;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeyboardTest {
  /** More than there are controls in any panel. */
  private static final int TABS = 150;

  @RegisterExtension final WorkbenchFixture workbench = new WorkbenchFixture();

  @Test
  void controlAndANumberShowsEachPanel() {
    for (PanelId panel : PanelId.values()) {
      workbench.press(KeyCode.CONTROL, KeyCode.valueOf("DIGIT" + panel.number()));
      assertThat(workbench.shows(panel.title())).as(panel.title()).isTrue();
    }
  }

  @Test
  void thePaletteFindsActionsAndDataSets() {
    workbench.openSample("weather.csv");
    workbench.press(KeyCode.CONTROL, KeyCode.DIGIT6);

    workbench.press(KeyCode.CONTROL, KeyCode.K);
    workbench.type("meas path");
    assertThat(found()).extracting(PaletteAction::title).contains("Measure paths on this computer");

    workbench.press(KeyCode.CONTROL, KeyCode.A);
    workbench.type("weather");
    assertThat(found()).extracting(PaletteAction::title).contains("weather", "Transform weather");
    while (!selected().equals("weather")) {
      workbench.press(KeyCode.DOWN);
    }
    workbench.press(KeyCode.ENTER);

    workbench.waitForText("2,922 rows");
    assertThat(workbench.shows("Data sets")).isTrue();
  }

  @Test
  void thePaletteOffersNothingTwice() {
    workbench.openSample("weather.csv");

    workbench.press(KeyCode.CONTROL, KeyCode.K);
    workbench.type("weather");

    assertThat(found())
        .extracting(PaletteAction::title)
        .contains("weather", "Transform weather", "Export weather")
        .doesNotContain("Show weather")
        .doesNotHaveDuplicates();
    workbench.press(KeyCode.ESCAPE);
    workbench.openSample("agents.sqlite");
    workbench.show(PanelId.SQL);
    workbench.press(KeyCode.CONTROL, KeyCode.K);
    workbench.type("agent_executions");
    assertThat(found())
        .extracting(PaletteAction::title)
        .contains("agent_executions", "Query agent_executions")
        .doesNotHaveDuplicates();
  }

  @Test
  void f1ShowsTheKeysAndEscapeClosesThem() {
    workbench.press(KeyCode.F1);
    assertThat(workbench.shows("Keyboard shortcuts")).isTrue();

    workbench.press(KeyCode.ESCAPE);
    assertThat(workbench.shows("Keyboard shortcuts")).isFalse();

    workbench.press(KeyCode.CONTROL, KeyCode.K);
    assertThat(workbench.byId("palette-list", ListView.class)).isNotNull();
    workbench.press(KeyCode.ESCAPE);
    assertThat(workbench.all(CommandPalette.class)).isEmpty();
  }

  @Test
  void controlCommaShowsTheSettingsAndEscapeLeavesThem() {
    workbench.press(KeyCode.CONTROL, KeyCode.COMMA);
    assertThat(workbench.shows("Reduce motion")).isTrue();

    workbench.press(KeyCode.ESCAPE);
    assertThat(workbench.shows("Reduce motion")).isFalse();
  }

  @Test
  void tabReachesEveryButtonAndFieldOfTheDataSets() {
    workbench.openSample("weather.csv");
    Set<Node> missing =
        workbench.all(Node.class).stream()
            .filter(node -> node instanceof Button || node instanceof TextInputControl)
            .filter(node -> !node.isDisabled() && node.isVisible())
            .collect(Collectors.toCollection(HashSet::new));
    assertThat(missing).isNotEmpty();

    for (int i = 0; i < TABS && !missing.isEmpty(); i++) {
      // Out of a grid, where Tab alone moves too, Ctrl+Tab leads on.
      workbench.robot().push(KeyCode.TAB);
      Node focused = workbench.fx(() -> workbench.scene().getFocusOwner());
      missing.remove(focused);
    }

    assertThat(missing).as("not reached by Tab").isEmpty();
  }

  private List<PaletteAction> found() {
    return workbench.fx(() -> List.copyOf(palette().getItems()));
  }

  private String selected() {
    return workbench.fx(() -> palette().getSelectionModel().getSelectedItem().title());
  }

  @SuppressWarnings("unchecked")
  private ListView<PaletteAction> palette() {
    return (ListView<PaletteAction>) workbench.scene().lookup("#palette-list");
  }
}
