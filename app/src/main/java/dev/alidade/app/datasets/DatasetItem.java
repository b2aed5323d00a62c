package dev.alidade.app.datasets;

import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetEntry;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of the list.
 *
 * @param data empty while it is read again, or when its source is gone
 * @param stream a file that is read as a stream; it has no data
 * @param problem why it cannot be had
 */
record DatasetItem(
    String name,
    String source,
    Kind kind,
    DatasetEntry.State state,
    Optional<Dataset> data,
    Optional<LargeFile> stream,
    Optional<String> problem) {
  /** What the icon tells. */
  enum Kind {
    TABLE,
    DATABASE,
    DOCUMENT,
    DERIVED,
    STREAM
  }

  static DatasetItem of(DatasetEntry entry, Optional<Dataset> data) {
    return new DatasetItem(
        entry.name(),
        entry.source(),
        kindOf(entry.source()),
        entry.state(),
        data,
        Optional.empty(),
        entry.problem());
  }

  static DatasetItem of(LargeFile file) {
    return new DatasetItem(
        LargeFiles.nameOf(file),
        file.stream().file().toString(),
        Kind.STREAM,
        DatasetEntry.State.READY,
        Optional.empty(),
        Optional.of(file),
        Optional.empty());
  }

  /** The file that it is read from, unless it is a table of a database or was made here. */
  Optional<Path> file() {
    return stream
        .map(large -> large.stream().file())
        .or(
            () ->
                Optional.of(source)
                    .filter(from -> kind == Kind.TABLE || kind == Kind.DOCUMENT)
                    .map(Path::of));
  }

  boolean matches(String words) {
    String wanted = words.strip().toLowerCase(Locale.ROOT);
    return wanted.isEmpty() || name.toLowerCase(Locale.ROOT).contains(wanted);
  }

  private static Kind kindOf(String source) {
    String lower = source.toLowerCase(Locale.ROOT);
    if (lower.contains(".sqlite") || lower.contains(".db")) {
      return Kind.DATABASE;
    }
    if (lower.contains("json")) {
      return Kind.DOCUMENT;
    }
    return lower.contains(".csv")
            || lower.contains(".parquet")
            || lower.contains(".npy")
            || lower.contains(".tsv")
            || lower.contains(".txt")
        ? Kind.TABLE
        : Kind.DERIVED;
  }
}
