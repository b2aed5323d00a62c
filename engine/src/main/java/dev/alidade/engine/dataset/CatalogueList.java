package dev.alidade.engine.dataset;

import dev.alidade.engine.EngineClosed;
import dev.alidade.engine.dataset.DatasetException.DatasetMissing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The lines of the catalogue, each with a name of its own. What takes time, such as writing to the
 * workspace, is done while the name is kept and not while the list is locked, so that no other call
 * waits for it. Thread-safe.
 */
final class CatalogueList {
  private final List<CatalogueEntry> entries = new ArrayList<>();

  /** Names of lines that are being added or removed. */
  private final Set<String> kept = new HashSet<>();

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private boolean closed;

  CatalogueList(List<CatalogueEntry> known) {
    entries.addAll(known);
  }

  /** Makes an entry under a free name and lists it. */
  void add(String wanted, Function<String, CatalogueEntry> make) {
    String name;
    synchronized (entries) {
      Set<String> taken = new HashSet<>(kept);
      entries.forEach(entry -> taken.add(entry.stored().name()));
      name = UniqueNames.free(wanted, taken);
      kept.add(name);
    }
    try {
      CatalogueEntry made = make.apply(name);
      synchronized (entries) {
        if (closed) {
          throw new EngineClosed();
        }
        entries.add(made);
      }
    } finally {
      letGo(name);
    }
    changed();
  }

  /** Takes an entry off the list; it is on it again where forgetting it fails. */
  CatalogueEntry remove(String name, Consumer<CatalogueEntry> forget) {
    CatalogueEntry entry;
    int place;
    synchronized (entries) {
      entry = entry(name);
      place = entries.indexOf(entry);
      entries.remove(place);
      kept.add(name);
    }
    boolean forgotten = false;
    try {
      forget.accept(entry);
      forgotten = true;
      return entry;
    } finally {
      synchronized (entries) {
        if (!forgotten) {
          entries.add(Math.min(place, entries.size()), entry);
        }
        kept.remove(name);
      }
    }
  }

  private void letGo(String name) {
    synchronized (entries) {
      kept.remove(name);
    }
  }

  /**
   * @throws DatasetMissing when there is none
   */
  CatalogueEntry entry(String name) {
    return all().stream()
        .filter(entry -> entry.stored().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new DatasetMissing(name));
  }

  List<CatalogueEntry> all() {
    synchronized (entries) {
      return List.copyOf(entries);
    }
  }

  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  void changed() {
    listeners.forEach(Runnable::run);
  }

  /** Empties the list; gives what was on it. */
  List<CatalogueEntry> close() {
    synchronized (entries) {
      List<CatalogueEntry> all = List.copyOf(entries);
      entries.clear();
      closed = true;
      return all;
    }
  }
}
