package dev.alidade.engine.dataset;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.alidade.engine.EngineException;
import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import dev.alidade.engine.dataset.LoadOptions.BadValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records of a delimited text file (RFC 4180 with any delimiter). Blank lines are skipped, except
 * in files of one column, where they are missing values. A record with another number of fields
 * than the first one is rejected.
 */
final class CsvRecords implements Records<TextRow> {
  /** A field may be this long; more is a quote that was never closed. */
  private static final int MAX_FIELD_CHARS = 64 << 20;

  private final TextSource source;
  private final BadValues badValues;
  private final CsvDialect dialect;

  /**
   * Finds the dialect.
   *
   * @throws DatasetUnreadable when the file has no record
   */
  CsvRecords(TextSource source, LoadOptions options) {
    this.source = source;
    this.badValues = options.badValues();
    char preferred =
        switch (source.file().extension()) {
          case "tsv", "tab" -> '\t';
          case "psv" -> '|';
          default -> ',';
        };
    char delimiter =
        options
            .delimiter()
            .orElseGet(
                () -> CsvDialect.delimiter(source.headText(), source.headIsAll(), preferred));
    this.dialect = dialect(delimiter, options.header());
  }

  private CsvDialect dialect(char delimiter, Optional<Boolean> wantsHeader) {
    FirstRecord first = new FirstRecord();
    scan(delimiter, first);
    TextRow row = first.row;
    if (row == null) {
      throw new DatasetUnreadable(
          "DATA-102",
          source.file().fileName() + " holds only blank lines.",
          "Write or download the file again.",
          null);
    }
    boolean header = wantsHeader.orElseGet(() -> CsvDialect.looksLikeHeader(row));
    return new CsvDialect(
        delimiter, header, header ? CsvDialect.names(row) : CsvDialect.numbered(row.fields()));
  }

  CsvDialect dialect() {
    return dialect;
  }

  @Override
  public List<String> names() {
    return dialect.names();
  }

  @Override
  public double fraction() {
    return source.file().fraction();
  }

  @Override
  public void read(Visitor<TextRow> visitor) {
    TableRecords records = new TableRecords(visitor);
    scan(dialect.delimiter(), records);
    records.finish();
  }

  /** Gets every record that is not blank; says whether it wants more. */
  private interface RowSink {
    boolean take(Row row);

    default boolean wantsBlankLines() {
      return false;
    }
  }

  private static final class FirstRecord implements RowSink {
    @Nullable TextRow row;

    @Override
    public boolean take(Row read) {
      row = read.fields;
      return false;
    }
  }

  private final class TableRecords implements RowSink {
    private final Visitor<TextRow> visitor;
    private boolean headerToSkip = dialect.header();

    /** A short record is rejected only when another follows: else the file may be cut off. */
    private @Nullable Reject shortRecord;

    TableRecords(Visitor<TextRow> visitor) {
      this.visitor = visitor;
    }

    @Override
    public boolean wantsBlankLines() {
      return dialect.names().size() == 1;
    }

    @Override
    public boolean take(Row row) {
      if (headerToSkip) {
        headerToSkip = false;
        return true;
      }
      if (shortRecord != null) {
        visitor.reject(shortRecord);
        shortRecord = null;
      }
      int fields = row.fields.fields();
      int expected = dialect.names().size();
      if (fields == expected) {
        return visitor.record(row.fields, row.line);
      }
      Reject reject =
          new Reject(
              row.line,
              "%d %s where the first record has %d"
                  .formatted(fields, fields == 1 ? "field" : "fields", expected),
              new TextCells(dialect.delimiter()).text(row.fields));
      if (fields < expected) {
        shortRecord = reject;
      } else {
        visitor.reject(reject);
      }
      return true;
    }

    void finish() {
      if (shortRecord == null) {
        return;
      }
      if (badValues == BadValues.WIDEN && !source.endedWithLineEnd()) {
        throw new DatasetUnreadable(
            "DATA-105",
            "%s ends in the middle of line %,d: %s."
                .formatted(source.file().fileName(), shortRecord.line(), shortRecord.reason()),
            "The file seems to be cut off: get it again, or load it with bad rows going to the"
                + " rejects.",
            null);
      }
      visitor.reject(shortRecord);
    }
  }

  private void scan(char delimiter, RowSink sink) {
    Row row = new Row();
    try (CsvReader<Row> reader =
            CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(MAX_FIELD_CHARS)
                .build(row, source.open());
        CloseableIterator<Row> rows = reader.iterator()) {
      while (rows.hasNext()) {
        Row next = rows.next();
        if ((!next.blank || sink.wantsBlankLines()) && !sink.take(next)) {
          return;
        }
      }
    } catch (CsvParseException e) {
      throw broken(row.line, e);
    } catch (UncheckedIOException e) {
      throw undecodable(e.getCause() == null ? new IOException(e) : e.getCause());
    } catch (IOException e) {
      throw undecodable(e);
    }
  }

  private RuntimeException undecodable(IOException e) {
    return e instanceof CharacterCodingException
        ? new WrongEncoding(e)
        : source.file().unreadable(e);
  }

  private RuntimeException broken(long line, CsvParseException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof EngineException named) {
        return named;
      }
      if (cause instanceof IOException io) {
        return undecodable(io);
      }
    }
    if (String.valueOf(e.getMessage()).contains("after closing quote")) {
      return new DatasetUnreadable(
          "DATA-114",
          "%s has text after a closing quote, in the record that starts at line %,d."
              .formatted(source.file().fileName(), line),
          "Double the quotes (\"\") inside the quoted field at line %,d.".formatted(line),
          e);
    }
    return new DatasetUnreadable(
        "DATA-104",
        "%s has a quoted field that is not closed, in the record that starts at line %,d."
            .formatted(source.file().fileName(), line),
        "Check line %,d for a quote (\") without its partner; if the file was cut off, get it again."
            .formatted(line),
        e);
  }

  /** The text is not in the encoding that its start suggested. */
  static final class WrongEncoding extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final IOException reason;

    WrongEncoding(IOException reason) {
      super(reason);
      this.reason = reason;
    }

    IOException reason() {
      return reason;
    }
  }

  /** One record as the parser gives it; it fills itself again and again. */
  private static final class Row extends AbstractBaseCsvCallbackHandler<Row> {
    final TextRow fields = new TextRow();
    long line = 1;
    boolean blank;

    @Override
    protected void handleBegin(long startingLine) {
      line = startingLine;
      blank = false;
      fields.clear();
    }

    @Override
    protected void handleField(int index, char[] chars, int from, int length, boolean quoted) {
      fields.add(chars, from, length, quoted);
    }

    @Override
    protected void handleEmpty() {
      blank = true;
      fields.add(new char[0], 0, 0, false);
    }

    @Override
    protected Row buildRecord() {
      return this;
    }
  }
}
