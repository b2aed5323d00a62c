package dev.alidade.app.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The text of one editor, its parameters and where it is wrong. JavaFX thread. */
final class Script {
  private final StringProperty name;
  private final StringProperty text;
  private final ObjectProperty<List<String>> parameters = new SimpleObjectProperty<>(List.of());
  private final Map<String, String> typedValues = new HashMap<>();
  private final ObjectProperty<OptionalInt> errorPlace =
      new SimpleObjectProperty<>(OptionalInt.empty());

  /** The text as it was put here, to tell whether the user has written on. */
  private String given;

  Script(String name, String text) {
    this.name = new SimpleStringProperty(name);
    this.text = new SimpleStringProperty(text);
    this.given = text;
  }

  StringProperty name() {
    return name;
  }

  StringProperty text() {
    return text;
  }

  /** Names of the parameters of the statement at the caret. */
  ObjectProperty<List<String>> parameters() {
    return parameters;
  }

  /** What was typed for each parameter, kept while the window is open. */
  Map<String, String> typedValues() {
    return typedValues;
  }

  /** Where in the text the last error is, in characters; empty where nobody knows. */
  ObjectProperty<OptionalInt> errorPlace() {
    return errorPlace;
  }

  /** Whether another text may take its place: nothing of the user's own is lost. */
  boolean replaceable() {
    return text.get().isBlank() || text.get().equals(given);
  }

  /** Puts a text here that the user has not written. */
  void give(String sql) {
    given = sql;
    text.set(sql);
  }
}
