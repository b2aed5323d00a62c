package dev.alidade.app.shell;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The keys that work everywhere in the window. */
final class ShellKeys {
  private static final KeyCombination PALETTE = control(KeyCode.K);
  private static final KeyCombination OPEN = control(KeyCode.O);
  private static final KeyCombination OPEN_WITH_OPTIONS =
      new KeyCodeCombination(KeyCode.O, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
  private static final KeyCombination RUN = control(KeyCode.ENTER);
  private static final KeyCombination SETTINGS = control(KeyCode.COMMA);

  private final Shell shell;
  private final ShellViewModel model;
  private final Navigation navigation;

  ShellKeys(Shell shell, ShellViewModel model, Navigation navigation) {
    this.shell = shell;
    this.model = model;
    this.navigation = navigation;
  }

  void attach() {
    shell.addEventFilter(KeyEvent.KEY_PRESSED, this::first);
    shell.addEventHandler(KeyEvent.KEY_PRESSED, this::last);
  }

  /** Before the control that has the keyboard: chords that no control uses. */
  private void first(KeyEvent event) {
    if (PALETTE.match(event)) {
      shell.overlays().openPalette();
    } else if (OPEN.match(event)) {
      navigation.chooseFiles();
    } else if (OPEN_WITH_OPTIONS.match(event)) {
      navigation.chooseFileWithOptions();
    } else if (SETTINGS.match(event)) {
      model.settingsOpenProperty().set(true);
    } else if (RUN.match(event) && !shell.overlays().isOpen()) {
      shell.activePanel().ifPresent(Panel::runPrimary);
    } else if (event.getCode() == KeyCode.F1) {
      shell.overlays().openShortcuts();
    } else if (event.getCode() == KeyCode.ESCAPE && shell.overlays().isOpen()) {
      shell.overlays().close();
    } else if (event.isShortcutDown() && event.getCode().isDigitKey() && showPanel(event)) {
      shell.overlays().close();
    } else {
      return;
    }
    event.consume();
  }

  /** After the control that has the keyboard: Esc that nobody wanted. */
  private void last(KeyEvent event) {
    if (event.getCode() != KeyCode.ESCAPE) {
      return;
    }
    if (model.settingsOpenProperty().get()) {
      model.settingsOpenProperty().set(false);
    } else if (!shell.activePanel().map(Panel::escape).orElse(false)) {
      var cards = shell.bench().notices().shown();
      if (!cards.isEmpty()) {
        shell.bench().notices().dismiss(cards.getLast());
      }
    }
    event.consume();
  }

  private boolean showPanel(KeyEvent event) {
    int place = event.getCode().getCode() - KeyCode.DIGIT0.getCode();
    if (event.getCode().isKeypadKey()) {
      place = event.getCode().getCode() - KeyCode.NUMPAD0.getCode();
    }
    for (PanelId id : PanelId.values()) {
      if (id.number() == place) {
        navigation.show(id);
        return true;
      }
    }
    return false;
  }

  private static KeyCombination control(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
  }
}
