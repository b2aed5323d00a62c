package dev.alidade.app.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.alidade.app.shell.Preferences;
import dev.alidade.engine.sql.SqliteDatabase;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The editors' texts, remembered between starts, and which one is in front. JavaFX thread. */
final class ScriptsViewModel {
  private static final String KEPT = "sql.scripts";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Texts longer than this in all are not remembered: preferences are a small file. */
  private static final int MOST_CHARACTERS = 1 << 20;

  private final SqlContext context;
  private final DatabasesViewModel databases;
  private final Preferences preferences;
  private final ObservableList<Script> all = FXCollections.observableArrayList();
  private final ObjectProperty<Script> current;

  ScriptsViewModel(SqlContext context, DatabasesViewModel databases, Preferences preferences) {
    this.context = context;
    this.databases = databases;
    this.preferences = preferences;
    preferences.text(KEPT).ifPresent(this::read);
    if (all.isEmpty()) {
      all.add(new Script("Query 1", ""));
    }
    current = new SimpleObjectProperty<>(all.getFirst());
  }

  ObservableList<Script> all() {
    return all;
  }

  ObjectProperty<Script> current() {
    return current;
  }

  /** An empty one, in front. */
  Script add() {
    Script script = new Script(freeName(), "");
    all.add(script);
    current.set(script);
    return script;
  }

  /** Takes one away; a notice brings it back. */
  void remove(Script script) {
    if (all.size() == 1) {
      add();
    }
    int place = all.indexOf(script);
    if (current.get().equals(script)) {
      current.set(all.get(place > 0 ? place - 1 : 1));
    }
    all.remove(script);
    keep();
    if (!script.text().get().isBlank()) {
      context
          .notices()
          .info("Closed " + script.name().get() + ".", "Undo", () -> bringBack(script, place));
    }
  }

  private void bringBack(Script script, int place) {
    all.add(Math.min(place, all.size()), script);
    current.set(script);
    keep();
  }

  /** Puts a text in front, into a new editor where the one in front holds the user's own. */
  Script open(String sql) {
    Script script = current.get().replaceable() ? current.get() : add();
    script.give(sql);
    return script;
  }

  /** Remembers all texts. */
  void keep() {
    ArrayNode kept = JSON.createArrayNode();
    int characters = 0;
    for (Script script : all) {
      characters += script.text().get().length();
      kept.addObject().put("name", script.name().get()).put("text", script.text().get());
    }
    if (characters <= MOST_CHARACTERS) {
      preferences.put(KEPT, kept.toString());
    }
  }

  /** Finds the parameters of the statement at the caret. */
  void lookForParameters(Script script, int caret) {
    SqliteDatabase target = databases.chosen().get();
    String text = script.text().get();
    if (target == null || text.isBlank()) {
      script.parameters().set(List.of());
      return;
    }
    context
        .tasks()
        .task("Read parameters", progress -> target.parametersOf(at(text, caret).sql()))
        .quietly()
        .replacing(script)
        .onDone(script.parameters()::set)
        // An unfinished statement cannot be prepared; its fields stay as they were.
        .onFailed(thrown -> {})
        .start();
  }

  /** The statement in which a caret stands. */
  StatementAt at(String text, int caret) {
    return StatementAt.caret(text, context.engine().sqlite().split(text), caret);
  }

  private String freeName() {
    int number = all.size() + 1;
    while (named("Query " + number).isPresent()) {
      number++;
    }
    return "Query " + number;
  }

  private Optional<Script> named(String name) {
    return all.stream().filter(script -> script.name().get().equals(name)).findFirst();
  }

  private void read(String json) {
    try {
      for (JsonNode kept : JSON.readTree(json)) {
        all.add(new Script(text(kept.get("name")), text(kept.get("text"))));
      }
    } catch (JsonProcessingException e) {
      System.getLogger(ScriptsViewModel.class.getName())
          .log(System.Logger.Level.WARNING, "the queries of the last time cannot be read", e);
    }
  }

  private static String text(@Nullable JsonNode node) {
    return node == null ? "" : node.asText();
  }
}
