package dev.alidade.engine.vector;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts that hits showed lately, by their places in the document order. A place is never given
 * twice and its text never changes, so nothing here becomes wrong. Thread-safe.
 */
final class KeptTexts {
  /** 16 MB at two bytes a character. */
  private static final long MAX_CHARACTERS = 8L << 20;

  /** What an entry takes without its characters, in characters: about 200 bytes. */
  private static final int ENTRY_CHARACTERS = 100;

  /** Guarded by itself; the least lately shown first. */
  private final LinkedHashMap<Long, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);

  private long characters;

  private record Kept(CollectionStore.Text text, int characters) {}

  /** Puts what is known into a map and gives the places of the others. */
  long[] known(long[] seqs, Map<Long, CollectionStore.Text> texts) {
    List<Long> missing = new ArrayList<>();
    synchronized (kept) {
      for (long seq : seqs) {
        Kept known = kept.get(seq);
        if (known == null) {
          missing.add(seq);
        } else {
          texts.put(seq, known.text());
        }
      }
    }
    return missing.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * @param metadataCharacters length of the metadata as JSON
   */
  void keep(long seq, CollectionStore.Text text, int metadataCharacters) {
    int size = ENTRY_CHARACTERS + text.content().length() + 2 * metadataCharacters;
    synchronized (kept) {
      Kept before = kept.put(seq, new Kept(text, size));
      characters += size - (before == null ? 0 : before.characters());
      var oldest = kept.values().iterator();
      while (characters > MAX_CHARACTERS) {
        characters -= oldest.next().characters();
        oldest.remove();
      }
    }
  }
}
