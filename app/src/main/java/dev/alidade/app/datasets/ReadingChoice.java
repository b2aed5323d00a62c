package dev.alidade.app.datasets;

import dev.alidade.engine.dataset.LoadOptions;
import dev.alidade.engine.dataset.LoadOptions.BadValues;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What a user chooses about the reading of a file. JavaFX thread. */
final class ReadingChoice {
  /** Between two fields of a record. */
  enum Delimiter {
    DETECTED(null),
    COMMA(','),
    SEMICOLON(';'),
    TAB('\t'),
    PIPE('|'),
    OTHER(null);

    private final @Nullable Character character;

    Delimiter(@Nullable Character character) {
      this.character = character;
    }

    /** {@code comma}; other characters in quotation marks. */
    static String word(char delimiter) {
      return switch (delimiter) {
        case ',' -> "comma";
        case ';' -> "semicolon";
        case '\t' -> "tab";
        case '|' -> "pipe";
        case ' ' -> "space";
        default -> "“" + delimiter + "”";
      };
    }

    private static Delimiter of(char delimiter) {
      return switch (delimiter) {
        case ',' -> COMMA;
        case ';' -> SEMICOLON;
        case '\t' -> TAB;
        case '|' -> PIPE;
        default -> OTHER;
      };
    }
  }

  /** Whether the first record names the columns. */
  enum Header {
    DETECTED(null),
    YES(true),
    NO(false);

    private final @Nullable Boolean named;

    Header(@Nullable Boolean named) {
      this.named = named;
    }

    private static Header of(Optional<Boolean> header) {
      return header.map(yes -> yes ? YES : NO).orElse(DETECTED);
    }
  }

  private final LoadOptions initial;
  private final ObjectProperty<Delimiter> delimiter;
  private final StringProperty other = new SimpleStringProperty("");
  private final ObjectProperty<Header> header;
  private final BooleanProperty decimalComma;
  private final ObjectProperty<BadValues> badValues;

  /**
   * @param initial where the choice begins; its name and table stay
   */
  ReadingChoice(LoadOptions initial) {
    this.initial = initial;
    delimiter =
        new SimpleObjectProperty<>(
            initial.delimiter().map(Delimiter::of).orElse(Delimiter.DETECTED));
    if (delimiter.get() == Delimiter.OTHER) {
      other.set(initial.delimiter().map(String::valueOf).orElse(""));
    }
    header = new SimpleObjectProperty<>(Header.of(initial.header()));
    decimalComma = new SimpleBooleanProperty(initial.decimalComma());
    badValues = new SimpleObjectProperty<>(initial.badValues());
  }

  ObjectProperty<Delimiter> delimiterProperty() {
    return delimiter;
  }

  /** The character that counts with {@link Delimiter#OTHER}. */
  StringProperty otherProperty() {
    return other;
  }

  ObjectProperty<Header> headerProperty() {
    return header;
  }

  BooleanProperty decimalCommaProperty() {
    return decimalComma;
  }

  ObjectProperty<BadValues> badValuesProperty() {
    return badValues;
  }

  /** Everything that {@link #options} depends on. */
  List<Property<?>> properties() {
    return List.of(delimiter, other, header, decimalComma, badValues);
  }

  /** What is missing in the choice. */
  Optional<String> problem() {
    return delimiter.get() == Delimiter.OTHER && other.get().length() != 1
        ? Optional.of("Write the one character that stands between two fields.")
        : Optional.empty();
  }

  LoadOptions options() {
    Optional<Character> between =
        delimiter.get() == Delimiter.OTHER
            ? Optional.of(other.get()).filter(text -> !text.isEmpty()).map(text -> text.charAt(0))
            : Optional.ofNullable(delimiter.get().character);
    return new LoadOptions(
            initial.name(),
            between,
            Optional.ofNullable(header.get().named),
            initial.table(),
            badValues.get())
        .withDecimalComma(decimalComma.get());
  }
}
