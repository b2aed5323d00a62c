package dev.alidade.engine.dataset;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** Remembers the latest characters that were read, so that a record can be shown as it stands. */
final class RecentText extends FilterReader {
  /** Far more than a parser reads ahead; what is older is forgotten. */
  private static final int MOST_CHARS = 256 << 10;

  private final StringBuilder recent = new StringBuilder();

  /** Position in the text of the first character that is remembered. */
  private long first;

  RecentText(Reader in) {
    super(in);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    if (count > 0) {
      if (recent.length() + count > MOST_CHARS) {
        int gone = recent.length() / 2;
        recent.delete(0, gone);
        first += gone;
      }
      recent.append(target, offset, count);
    }
    return count;
  }

  /** The characters from one position to another; empty where they are forgotten. */
  Optional<String> between(long from, long to) {
    int start = (int) (from - first);
    int end = (int) (to - first);
    return from < first || end > recent.length() || end < start
        ? Optional.empty()
        : Optional.of(recent.substring(start, end));
  }
}
