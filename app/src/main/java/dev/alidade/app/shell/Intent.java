package dev.alidade.app.shell;

import dev.alidade.engine.dataset.LoadOptions;
import java.nio.file.Path;

/** What one part of the window may ask of a panel, see {@link Navigation#go}. */
public sealed interface Intent {
  /** The panel that can do it. */
  PanelId panel();

  /** Show a data set's rows. */
  record ShowDataset(String name) implements Intent {
    @Override
    public PanelId panel() {
      return PanelId.DATASETS;
    }
  }

  /** Read a file part after part instead of loading it: it may be larger than memory. */
  record StreamFile(Path file, LoadOptions options) implements Intent {
    @Override
    public PanelId panel() {
      return PanelId.DATASETS;
    }
  }

  /** Ask how a file is to be read, and open it so. */
  record OpenWithOptions(Path file, LoadOptions initial) implements Intent {
    @Override
    public PanelId panel() {
      return PanelId.DATASETS;
    }
  }

  /** Ask how the file of a data set is to be read, and read it again so. */
  record ReloadWithOptions(String name) implements Intent {
    @Override
    public PanelId panel() {
      return PanelId.DATASETS;
    }
  }

  /** Start a transform of a data set. */
  record TransformDataset(String name) implements Intent {
    @Override
    public PanelId panel() {
      return PanelId.TRANSFORMS;
    }
  }

  /** Make a vector collection of a data set. */
  record CollectDataset(String name) implements Intent {
    @Override
    public PanelId panel() {
      return PanelId.VECTOR;
    }
  }

  /** Make a vector collection of a file of vectors, or of a SQLite file that holds some. */
  record CollectFile(Path file) implements Intent {
    @Override
    public PanelId panel() {
      return PanelId.VECTOR;
    }
  }

  /** Search in a collection. */
  record SearchCollection(String name) implements Intent {
    @Override
    public PanelId panel() {
      return PanelId.VECTOR;
    }
  }

  /** Open a SQLite file for queries, read-only. */
  record OpenDatabase(Path file) implements Intent {
    @Override
    public PanelId panel() {
      return PanelId.SQL;
    }
  }

  /** Put a statement into the editor. */
  record EditQuery(String sql) implements Intent {
    @Override
    public PanelId panel() {
      return PanelId.SQL;
    }
  }

  /** Show an operation's figures, for example {@code vector.search}. */
  record ShowOperation(String operation) implements Intent {
    @Override
    public PanelId panel() {
      return PanelId.PERFORMANCE;
    }
  }

  /** Show the state of the engine. */
  record ShowHealth() implements Intent {
    @Override
    public PanelId panel() {
      return PanelId.PERFORMANCE;
    }
  }

  /** Show a module and its kernels. */
  record ShowModule(String module) implements Intent {
    @Override
    public PanelId panel() {
      return PanelId.MODULES;
    }
  }
}
