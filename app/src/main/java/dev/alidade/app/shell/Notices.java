package dev.alidade.app.shell;

import dev.alidade.engine.EngineException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * What the window tells without being asked: small cards at the bottom right, never in the way.
 * JavaFX thread.
 */
public final class Notices {
  private static final Logger LOG = System.getLogger(Notices.class.getName());
  private static final int KEPT = 4;

  /** Cards that made room for newer ones. */
  private int left;

  private final ObservableList<Notice> shown = FXCollections.observableArrayList();
  private final ObservableList<Notice> shownView = FXCollections.unmodifiableObservableList(shown);

  /** The cards in view, oldest first. */
  public ObservableList<Notice> shown() {
    return shownView;
  }

  /** Tells something good to know. */
  public void info(String sentence) {
    add(Notice.info(sentence));
  }

  /** Tells something and offers one thing to do about it. */
  public void info(String sentence, String verb, Runnable action) {
    add(Notice.info(sentence).offering(verb, action));
  }

  /** Warns and offers one thing to do about it. */
  void warn(String sentence, String remedy, String verb, Runnable action) {
    add(new Notice(Notice.Kind.WARNING, "", sentence, remedy, "", null).offering(verb, action));
  }

  /** Warns. */
  public void warn(String sentence, String remedy) {
    add(new Notice(Notice.Kind.WARNING, "", sentence, remedy, "", null));
  }

  /**
   * Tells an error that nobody else handles, and logs it, once.
   *
   * @param doing what was being done, for example {@code Load movies.csv}
   */
  public void error(String doing, Throwable cause) {
    if (cause instanceof EngineException known) {
      LOG.log(Level.WARNING, () -> doing + ": " + known.code() + ", " + known.sentence());
    } else {
      LOG.log(Level.ERROR, () -> doing + " failed", cause);
    }
    add(Notice.error(doing, cause));
  }

  /** The same, and offers one thing to do about it. */
  void error(String doing, Throwable cause, String verb, Runnable action) {
    error(doing, cause);
    Notice told = shown.getLast();
    shown.set(shown.size() - 1, told.offering(verb, action));
  }

  /** Takes a card away. */
  public void dismiss(Notice notice) {
    shown.remove(notice);
  }

  private void add(Notice notice) {
    if (shown.isEmpty()) {
      left = 0;
    }
    if (shown.size() >= KEPT) {
      boolean counted = left > 0 && shown.getFirst().kind() == Notice.Kind.INFO;
      shown.removeFirst();
      left += counted ? 0 : 1;
      if (counted || shown.size() >= KEPT - 1) {
        shown.removeFirst();
        left++;
      }
      shown.addFirst(
          Notice.info(left + " earlier messages are not shown; the log file has the errors."));
    }
    shown.add(notice);
  }
}
