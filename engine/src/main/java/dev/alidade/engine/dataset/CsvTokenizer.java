package dev.alidade.engine.dataset;

import dev.alidade.engine.dataset.CsvChunk.Fault;
import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

  private final SourceFile file;
  private final InputStream in;
  private final byte delimiter;
  private final CsvScan scan;
  private final boolean checkUtf8;
  private final boolean rejectsFaults;

  /** Of the first record; 0 before it was read. */
  private int fields;

  private int titlesLeft;
  private boolean headerLeft;
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
  private @Nullable Fault fault;

  /** The buffer is as large as it may be, and no record in it ends. */
  private boolean full;

  /**
   * @param in UTF-8, without a mark; closed with this
   * @param checkUtf8 whether the bytes may be something else
   * @param rejectsFaults whether a record whose quotes do not match is bad; otherwise text after a
   *     closing quote is kept with its quotes, and a quote that is not closed ends the reading
   */
  CsvTokenizer(
      SourceFile file, InputStream in, CsvCut cut, boolean checkUtf8, boolean rejectsFaults) {
    this.file = file;
    this.in = in;
    this.delimiter = (byte) cut.delimiter();
    this.scan = new CsvScan(delimiter);
    this.titlesLeft = cut.titles();
    this.headerLeft = cut.header();
    this.checkUtf8 = checkUtf8;
    this.rejectsFaults = rejectsFaults;
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
      boolean found = target.rows > 0 || !target.bad.isEmpty();
      if (found || ended) {
        keep(target.bytes, done);
        return found;
      }
      if (done > 0) {
        // Nothing but blank lines.
        System.arraycopy(target.bytes, done, target.bytes, 0, limit - done);
        limit -= done;
      } else if (target.capacity() > MAX_RECORD_BYTES) {
        if (full) {
          throw unclosed();
        }
        full = true;
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
      fault = null;
      int next = record(at, index);
      if (next == INCOMPLETE) {
        break;
      }
      if (fault == Fault.UNCLOSED_QUOTE) {
        target.bad.add(
            new CsvChunk.Bad(
                line,
                0,
                Fault.UNCLOSED_QUOTE,
                target.kept(at, CsvScan.lineEnd(target.bytes, at, next))));
      } else {
        take(target, at, index);
      }
      line += lineEnds + 1;
      at = next;
    }
    full = false;
    return at;
  }

  /** Counts the record that was just cut, unless it is blank, before the rows, or bad. */
  private void take(CsvChunk target, int at, int index) {
    int found = end - index;
    if (found == 1 && target.from[index] == target.to[index] && fields != 1) {
      return;
    }
    if (titlesLeft > 0) {
      titlesLeft--;
      bad(target, at, found, Fault.BEFORE_TABLE);
      return;
    }
    if (fields == 0) {
      fields = found;
    }
    target.fields = fields;
    if (headerLeft) {
      headerLeft = false;
    } else if (found != fields) {
      bad(target, at, found, Fault.FIELDS);
    } else if (fault != null && rejectsFaults) {
      bad(target, at, found, fault);
    } else {
      if (target.rows == target.lines.length) {
        target.lines = Arrays.copyOf(target.lines, target.rows * 2);
      }
      target.lines[target.rows++] = line;
    }
  }

  private void bad(CsvChunk target, int at, int found, Fault why) {
    int last = target.to[end - 1] + (target.from[end - 1] < 0 ? 1 : 0);
    target.bad.add(new CsvChunk.Bad(line, found, why, target.kept(at, last)));
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
          q = CsvScan.quote(bytes, q, stop);
          if (q >= stop) {
            return ended || full ? afterUnclosed(start, p) : INCOMPLETE;
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
        int ends = CsvScan.lineEnds(bytes, p + 1, q);
        int after = q + 1;
        if (after < stop
            && bytes[after] != delimiter
            && bytes[after] != '\n'
            && bytes[after] != '\r') {
          if (ends > 0) {
            // Closed by the quote that opens a field of another line.
            return afterUnclosed(start, p);
          }
          fault = Fault.TEXT_AFTER_QUOTE;
          from[n] = p; // as it stands, with its quotes
          p = scan.fieldEnd(bytes, after, stop);
          to[n++] = p;
        } else {
          lineEnds += ends;
          from[n] = p + 1 | flags;
          to[n++] = q;
          p = after;
        }
      } else {
        int q = scan.fieldEnd(bytes, p, stop);
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

  /** Passes the rest of the line on which a quote opens that is not closed. */
  private int afterUnclosed(int start, int quote) {
    int next = CsvScan.lineEnd(chunk.bytes, quote, limit);
    if (!rejectsFaults || fields == 0 || next == limit && !ended) {
      throw unclosed();
    }
    fault = Fault.UNCLOSED_QUOTE;
    lineEnds = CsvScan.lineEnds(chunk.bytes, start, quote);
    boolean two = next + 1 < limit && chunk.bytes[next] == '\r' && chunk.bytes[next + 1] == '\n';
    return Math.min(limit, next + (two ? 2 : 1));
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
