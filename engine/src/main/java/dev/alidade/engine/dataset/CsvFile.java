package dev.alidade.engine.dataset;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A delimited text file: its dialect, and readings of it from the start. */
final class CsvFile {
  private final TextSource source;
  private final CsvDialect dialect;
  private final boolean rejectsFaults;

  /**
   * Finds the dialect.
   *
   * @throws DatasetUnreadable when the file has no record
   * @throws WrongEncoding when its start is not in the encoding that was found
   */
  CsvFile(TextSource source, LoadOptions options) {
    this.source = source;
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
    if (delimiter >= 0x80 || delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw new InvalidRequest(
          "A file cannot be cut at \"" + delimiter + "\".",
          "Choose an ASCII character that is no quote and no line end.");
    }
    rejectsFaults = options.badValues() == LoadOptions.BadValues.REJECT;
    CsvChunk chunk = opening(new CsvCut(delimiter, 0, false));
    int titles = CsvOpening.titles(chunk);
    if (titles > 0) {
      chunk = opening(new CsvCut(delimiter, titles, false));
    }
    CsvChunk first = chunk;
    boolean header = options.header().orElseGet(() -> CsvOpening.hasHeader(first));
    dialect =
        new CsvDialect(
            new CsvCut(delimiter, titles, header),
            header ? CsvDialect.names(first) : CsvDialect.numbered(first.fields));
  }

  /** The first records. */
  private CsvChunk opening(CsvCut cut) {
    CsvChunk chunk = new CsvChunk();
    try (CsvTokenizer first = tokenizer(cut)) {
      while (first.next(chunk)) {
        if (chunk.rows > 0) {
          return chunk;
        }
      }
    }
    throw new DatasetUnreadable(
        "DATA-102",
        source.file().fileName() + " holds only blank lines.",
        "Write or download the file again.",
        null);
  }

  CsvDialect dialect() {
    return dialect;
  }

  TextSource source() {
    return source;
  }

  /** The records after the header. */
  CsvTokenizer records() {
    return tokenizer(dialect.cut());
  }

  private CsvTokenizer tokenizer(CsvCut cut) {
    boolean utf8 = source.encoding().charset().equals(StandardCharsets.UTF_8);
    InputStream in = utf8 ? source.openBytes() : new Transcoded(source.open());
    return new CsvTokenizer(source.file(), in, cut, utf8, rejectsFaults);
  }

  /** Why reading failed: the file, or the encoding that its start suggested. */
  static RuntimeException undecodable(SourceFile file, IOException e) {
    return e instanceof CharacterCodingException ? new WrongEncoding(e) : file.unreadable(e);
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
}
