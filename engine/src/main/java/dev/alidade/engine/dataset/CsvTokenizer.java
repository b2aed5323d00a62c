package dev.alidade.engine.dataset;

import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.MalformedInputException;
import java.util.Arrays;

/**
 * Cuts the UTF-8 bytes of a delimited file into records and fields (RFC 4180 with any ASCII
 * delimiter; lines end with LF, CR LF or CR; a quote inside an unquoted field is a character).
 * Blank lines are skipped, except in files of one column, where they are missing values. Used by
 * one thread.
 */
final class CsvTokenizer implements AutoCloseable {
  /** A record may be this long; more is a quote that was never closed. */
  private static final int MAX_RECORD_BYTES = 64 << 20;

  private static final int INCOMPLETE = -1;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final SourceFile file;
  private final InputStream in;
  private final byte delimiter;
  private final long delimiters;
  private final boolean checkUtf8;

  /** Of the first record; 0 before it was read. */
  private int fields;

  private boolean recordToSkip;
  private byte[] rest = {};
  private int restLength;
  private boolean ended;
  private boolean endedWithLineEnd = true;
  private long line = 1;

  // The record being cut.
  private CsvChunk chunk = new CsvChunk();
  private int limit;
  private int end;
  private int lineEnds;

  /**
   * @param in UTF-8, without a mark; closed with this
   * @param skipFirst whether the first record names the columns
   * @param checkUtf8 whether the bytes may be something else
   */
  CsvTokenizer(
      SourceFile file, InputStream in, char delimiter, boolean skipFirst, boolean checkUtf8) {
    this.file = file;
    this.in = in;
    this.delimiter = (byte) delimiter;
    this.delimiters = ONES * delimiter;
    this.recordToSkip = skipFirst;
    this.checkUtf8 = checkUtf8;
  }

  /** Whether the bytes read so far end with a line end. */
  boolean endedWithLineEnd() {
    return endedWithLineEnd;
  }

  /**
   * Fills the chunk with the next records; false when there are none.
   *
   * @throws DatasetUnreadable where quotes do not match
   * @throws CsvFile.WrongEncoding where the bytes are not UTF-8
   */
  boolean next(CsvChunk target) {
    target.clear();
    chunk = target;
    try {
      return fill(target);
    } catch (IOException e) {
      throw CsvFile.undecodable(file, e);
    }
  }

  private boolean fill(CsvChunk target) throws IOException {
    while (target.capacity() < restLength) {
      target.grow();
    }
    System.arraycopy(rest, 0, target.bytes, 0, restLength);
    limit = restLength;
    restLength = 0;
    while (true) {
      read(target);
      int done = records(target);
      if (checkUtf8 && !Utf8Check.wellFormed(target.bytes, 0, done)) {
        throw new MalformedInputException(1);
      }
      boolean found = target.rows > 0 || !target.ragged.isEmpty();
      if (found || ended) {
        keep(target.bytes, done);
        return found;
      }
      if (done > 0) {
        // Nothing but blank lines.
        System.arraycopy(target.bytes, done, target.bytes, 0, limit - done);
        limit -= done;
      } else if (target.capacity() > MAX_RECORD_BYTES) {
        throw unclosed();
      } else {
        target.grow();
      }
    }
  }

  private void read(CsvChunk target) throws IOException {
    while (limit < target.capacity() && !ended) {
      int count = in.read(target.bytes, limit, target.capacity() - limit);
      if (count < 0) {
        ended = true;
      } else {
        limit += count;
        if (limit > 0) {
          byte last = target.bytes[limit - 1];
          endedWithLineEnd = last == '\n' || last == '\r';
        }
      }
    }
  }

  private void keep(byte[] bytes, int done) {
    restLength = limit - done;
    if (rest.length < restLength) {
      rest = new byte[Math.max(restLength, rest.length * 2)];
    }
    System.arraycopy(bytes, done, rest, 0, restLength);
  }

  /** Cuts whole records; gives the position after the last one. */
  private int records(CsvChunk target) {
    int at = 0;
    while (at < limit) {
      int index = fields == 0 ? 0 : target.rows * fields;
      lineEnds = 0;
      int next = record(at, index);
      if (next == INCOMPLETE) {
        break;
      }
      take(target, at, index);
      line += lineEnds + 1;
      at = next;
    }
    return at;
  }

  /** Counts the record that was just cut, unless it is blank, the header or ragged. */
  private void take(CsvChunk target, int at, int index) {
    int found = end - index;
    if (found == 1 && target.from[index] == target.to[index] && fields != 1) {
      return;
    }
    if (fields == 0) {
      fields = found;
    }
    target.fields = fields;
    if (recordToSkip) {
      recordToSkip = false;
    } else if (found == fields) {
      if (target.rows == target.lines.length) {
        target.lines = Arrays.copyOf(target.lines, target.rows * 2);
      }
      target.lines[target.rows++] = line;
    } else {
      int last = target.to[end - 1] + (target.from[end - 1] < 0 ? 1 : 0);
      target.ragged.add(new CsvChunk.Ragged(line, found, target.kept(at, last)));
    }
  }

  /** Cuts one record into fields from {@code index} on; gives the position after its line end. */
  private int record(int start, int index) {
    final byte[] bytes = chunk.bytes;
    final int stop = limit;
    int[] from = chunk.from;
    int[] to = chunk.to;
    int p = start;
    int n = index;
    while (true) {
      if (n == from.length) {
        from = chunk.from = Arrays.copyOf(from, n * 2);
        to = chunk.to = Arrays.copyOf(to, n * 2);
      }
      if (p < stop && bytes[p] == '"') {
        int flags = CsvChunk.QUOTED;
        int q = p + 1;
        while (true) {
          q = quote(bytes, q, stop);
          if (q >= stop) {
            if (ended) {
              throw unclosed();
            }
            return INCOMPLETE;
          }
          if (q + 1 == stop) {
            if (!ended) {
              return INCOMPLETE;
            }
            break;
          }
          if (bytes[q + 1] != '"') {
            break;
          }
          flags |= CsvChunk.ESCAPED;
          q += 2;
        }
        countLineEnds(bytes, p + 1, q);
        from[n] = p + 1 | flags;
        to[n++] = q;
        p = q + 1;
        if (p < stop && bytes[p] != delimiter && bytes[p] != '\n' && bytes[p] != '\r') {
          throw textAfterQuote();
        }
      } else {
        int q = fieldEnd(bytes, p, stop);
        from[n] = p;
        to[n++] = q;
        p = q;
      }
      if (p == stop) {
        end = n;
        return ended ? p : INCOMPLETE;
      }
      byte b = bytes[p++];
      if (b == delimiter) {
        continue;
      }
      if (b == '\r') {
        if (p == stop && !ended) {
          return INCOMPLETE;
        }
        p += p < stop && bytes[p] == '\n' ? 1 : 0;
      }
      end = n;
      return p;
    }
  }

  /** Where the next delimiter or line end is. */
  private int fieldEnd(byte[] bytes, int from, int stop) {
    for (int p = from; p < stop; p += 8) {
      long word = (long) LONGS.get(bytes, p);
      long found = zeros(word ^ delimiters) | zeros(word ^ ONES * '\n') | zeros(word ^ ONES * '\r');
      if (found != 0) {
        return Math.min(stop, p + (Long.numberOfTrailingZeros(found) >>> 3));
      }
    }
    return stop;
  }

  private static int quote(byte[] bytes, int from, int stop) {
    for (int p = from; p < stop; p += 8) {
      long found = zeros((long) LONGS.get(bytes, p) ^ ONES * '"');
      if (found != 0) {
        return Math.min(stop, p + (Long.numberOfTrailingZeros(found) >>> 3));
      }
    }
    return stop;
  }

  /** The high bit of each zero byte; bytes above the first one may be marked wrongly. */
  private static long zeros(long word) {
    return word - ONES & ~word & HIGH_BITS;
  }

  private void countLineEnds(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r' && (i + 1 == to || bytes[i + 1] != '\n')) {
        lineEnds++;
      }
    }
  }

  private DatasetUnreadable unclosed() {
    return new DatasetUnreadable(
        "DATA-104",
        "%s has a quoted field that is not closed, in the record that starts at line %,d."
            .formatted(file.fileName(), line),
        "Check line %,d for a quote (\") without its partner; if the file was cut off, get it again."
            .formatted(line),
        null);
  }

  private DatasetUnreadable textAfterQuote() {
    return new DatasetUnreadable(
        "DATA-114",
        "%s has text after a closing quote, in the record that starts at line %,d."
            .formatted(file.fileName(), line),
        "Double the quotes (\"\") inside the quoted field at line %,d.".formatted(line),
        null);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      System.getLogger(CsvTokenizer.class.getName())
          .log(System.Logger.Level.DEBUG, "closing " + file.fileName(), e);
    }
  }
}
