package dev.alidade.app.shell;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** State of the window: which panel is in view, what is open over it, what the bars show. */
public final class ShellViewModel {
  private static final String KEY_PANEL = "shell.panel";

  private final Preferences preferences;
  private final ReadOnlyObjectWrapper<PanelId> panel;
  private final ReadOnlyObjectWrapper<Optional<ShellSnapshot>> snapshot =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper welcome = new ReadOnlyBooleanWrapper(true);
  private boolean streams;
  private final BooleanProperty settingsOpen = new SimpleBooleanProperty();

  /** Starts at the panel that was in view last. */
  public ShellViewModel(Preferences preferences) {
    this.preferences = preferences;
    this.panel = new ReadOnlyObjectWrapper<>(remembered());
  }

  /** The panel in view. */
  public ReadOnlyObjectProperty<PanelId> panelProperty() {
    return panel.getReadOnlyProperty();
  }

  /** What the engine looked like last. */
  public ReadOnlyObjectProperty<Optional<ShellSnapshot>> snapshotProperty() {
    return snapshot.getReadOnlyProperty();
  }

  /** There is something to show, though it is no data set. */
  void streamOpened() {
    streams = true;
    welcome.set(false);
  }

  /** Whether there is nothing to show yet, so that the data sets' place welcomes the user. */
  public ReadOnlyBooleanProperty welcomeProperty() {
    return welcome.getReadOnlyProperty();
  }

  /** Whether the settings stand in place of the panel. */
  public BooleanProperty settingsOpenProperty() {
    return settingsOpen;
  }

  /** Shows a panel. */
  public void show(PanelId id) {
    settingsOpen.set(false);
    panel.set(id);
    preferences.put(KEY_PANEL, id.name());
  }

  /** Takes a new picture of the engine. */
  public void update(ShellSnapshot taken) {
    welcome.set(taken.datasets() == 0 && !streams);
    snapshot.set(Optional.of(taken));
  }

  private PanelId remembered() {
    String name = preferences.text(KEY_PANEL).orElse("");
    for (PanelId id : PanelId.values()) {
      if (id.name().equals(name)) {
        return id;
      }
    }
    return PanelId.DATASETS;
  }
}
