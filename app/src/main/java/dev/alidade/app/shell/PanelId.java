package dev.alidade.app.shell;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The six panels in the order of the rail; Ctrl and the position's number shows one. */
public enum PanelId {
  DATASETS(1, "Data sets", Feather.FOLDER),
  VECTOR(2, "Vector search", Feather.TARGET),
  SQL(3, "SQL", Feather.DATABASE),
  TRANSFORMS(4, "Transforms", Feather.SHUFFLE),
  PERFORMANCE(5, "Performance", Feather.ACTIVITY),
  MODULES(6, "Modules", Feather.HEXAGON);

  private final int number;
  private final String title;
  private final Feather icon;

  PanelId(int number, String title, Feather icon) {
    this.number = number;
    this.title = title;
    this.icon = icon;
  }

  /** Its place on the rail, from 1. */
  public int number() {
    return number;
  }

  /** The keys that show it. */
  public String keys() {
    return "Ctrl+" + number;
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
