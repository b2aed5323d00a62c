package dev.alidade.app.shell;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The six panels in the order of the rail; Ctrl and the position's number shows one. */
public enum PanelId {
  DATASETS("Data sets", Feather.FOLDER),
  VECTOR("Vector search", Feather.TARGET),
  SQL("SQL", Feather.DATABASE),
  TRANSFORMS("Transforms", Feather.SHUFFLE),
  PERFORMANCE("Performance", Feather.ACTIVITY),
  MODULES("Modules", Feather.HEXAGON);

  private final String title;
  private final Feather icon;

  PanelId(String title, Feather icon) {
    this.title = title;
    this.icon = icon;
  }

  /** What the header and the rail's tooltip say. */
  public String title() {
    return title;
  }

  /** The icon on the rail. */
  public Ikon icon() {
    return icon;
  }
}
