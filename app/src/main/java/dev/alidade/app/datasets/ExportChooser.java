package dev.alidade.app.datasets;

import dev.alidade.engine.dataset.ExportOptions;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** Asks where a data set goes; the extension tells the format. */
public final class ExportChooser {
  /** A file and how it is written. */
  public record Target(Path file, ExportOptions options) {}

  private enum Kind {
    CSV("CSV", "csv", ExportOptions.Format.CSV),
    SAFE_CSV("CSV for spreadsheets, formulas as text", "csv", ExportOptions.Format.CSV),
    TSV("TSV", "tsv", ExportOptions.Format.TSV),
    JSON("JSON", "json", ExportOptions.Format.JSON),
    NDJSON("NDJSON", "ndjson", ExportOptions.Format.NDJSON),
    PARQUET("Parquet", "parquet", ExportOptions.Format.PARQUET),
    NPY("NumPy array", "npy", ExportOptions.Format.NPY),
    SQLITE("SQLite", "sqlite", ExportOptions.Format.SQLITE);

    private final String title;
    private final String ending;
    private final ExportOptions.Format format;

    Kind(String name, String ending, ExportOptions.Format format) {
      this.title = name;
      this.ending = "." + ending;
      this.format = format;
    }

    private ExportOptions options() {
      return new ExportOptions(format, true, this == SAFE_CSV);
    }

    private ExtensionFilter filter() {
      return new ExtensionFilter(title, "*" + ending);
    }
  }

  private ExportChooser() {}

  /** Asks the user; empty when they think better of it. The dialog asks before it overwrites. */
  public static Optional<Target> ask(Window window, String dataset) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Export " + dataset);
    Arrays.stream(Kind.values()).forEach(kind -> chooser.getExtensionFilters().add(kind.filter()));
    int dot = dataset.lastIndexOf('.');
    chooser.setInitialFileName((dot > 0 ? dataset.substring(0, dot) : dataset) + Kind.CSV.ending);
    File chosen = chooser.showSaveDialog(window);
    if (chosen == null) {
      return Optional.empty();
    }
    ExtensionFilter filter = chooser.getSelectedExtensionFilter();
    return Optional.of(
        target(chosen.toPath(), filter == null ? Kind.CSV.title : filter.getDescription()));
  }

  /** Asks where a CSV file goes; empty when they think better of it. */
  static Optional<Path> askForCsv(Window window, String title, String name) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.getExtensionFilters().add(Kind.CSV.filter());
    chooser.setInitialFileName(name + Kind.CSV.ending);
    return Optional.ofNullable(chooser.showSaveDialog(window)).map(File::toPath);
  }

  /**
   * The format by the file's ending, else by the chosen filter's title; the file gets its ending.
   */
  static Target target(Path file, String filter) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    Optional<Kind> byFilter =
        Arrays.stream(Kind.values()).filter(each -> each.title.equals(filter)).findFirst();
    Optional<Kind> byEnding =
        Arrays.stream(Kind.values())
            .filter(kind -> name.endsWith(kind.ending))
            .sorted(Comparator.comparing(kind -> byFilter.filter(kind::equals).isEmpty()))
            .findFirst();
    if (byEnding.isPresent()) {
      return new Target(file, byEnding.get().options());
    }
    Kind kind = byFilter.orElse(Kind.CSV);
    return new Target(file.resolveSibling(file.getFileName() + kind.ending), kind.options());
  }
}
