package dev.alidade.app.control;

import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Field;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;

/**
 * A column of a {@link DataGrid}.
 *
 * @param icon shown before the name; null for none
 */
public record GridColumn(String name, @Nullable Ikon icon, Kind kind) {
  /** How values stand in their cells. */
  public enum Kind {
    /** Left, in the text face. */
    TEXT,
    /** Left, in the mono face: dates, identifiers, code. */
    MONO,
    /** Right, in the mono face. */
    NUMBER
  }

  /** A column of a data set, with the icon of its type. */
  public static GridColumn of(Field field) {
    ColumnType type = field.type();
    Kind kind =
        switch (type) {
          case INT64, FLOAT64 -> Kind.NUMBER;
          case TIMESTAMP, BOOL, VECTOR -> Kind.MONO;
          case STRING -> Kind.TEXT;
        };
    return new GridColumn(field.name(), Icons.ofType(type), kind);
  }
}
