package dev.alidade.engine.vector;

import dev.alidade.engine.Progress;
import dev.alidade.engine.workspace.Workspace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Vectors of texts that were embedded before, by model and SHA-256 of the text. They are committed
 * as they are made, so that few texts are embedded again after a cancel or a crash.
 */
final class EmbeddingCache {
  /** About a second of embedding; a commit takes some milliseconds. */
  private static final int KEPT_AT_ONCE = 64;

  private final Workspace workspace;

  EmbeddingCache(Workspace workspace) {
    this.workspace = workspace;
  }

  /** A vector for each text; embeds each text that is not known once. */
  List<float[]> embed(Embedder embedder, List<String> texts, Progress progress) {
    Map<String, float[]> vectors = known(embedder.name(), texts);
    vectors.putAll(made(embedder, texts, vectors.keySet(), progress));
    return texts.stream().map(text -> Objects.requireNonNull(vectors.get(text))).toList();
  }

  /** Makes the vectors of texts that are not known; returns how many there were. */
  int fill(Embedder embedder, List<String> texts, Progress progress) {
    return made(embedder, texts, known(embedder.name(), texts).keySet(), progress).size();
  }

  private Map<String, float[]> made(
      Embedder embedder, List<String> texts, Set<String> known, Progress progress) {
    List<String> missing = new ArrayList<>(new LinkedHashSet<>(texts));
    missing.removeIf(known::contains);
    Map<String, float[]> made = HashMap.newHashMap(missing.size());
    for (int from = 0; from < missing.size(); from += KEPT_AT_ONCE) {
      List<String> part = missing.subList(from, Math.min(from + KEPT_AT_ONCE, missing.size()));
      progress.check("embedding");
      List<float[]> vectors = embedder.embed(part, new Part(progress, from, missing.size()));
      keep(embedder.name(), part, vectors);
      for (int i = 0; i < vectors.size(); i++) {
        made.put(part.get(i), vectors.get(i));
      }
    }
    return made;
  }

  /** Reports a part's progress as that of all texts. */
  private record Part(Progress whole, int before, int all) implements Progress {
    @Override
    public void report(double fraction, String message) {
      int part = Math.min(KEPT_AT_ONCE, all - before);
      int done = before + (int) Math.round(Math.clamp(fraction, 0, 1) * part);
      whole.report((double) done / all, "%,d of %,d texts".formatted(done, all));
    }

    @Override
    public boolean cancelled() {
      return whole.cancelled();
    }
  }

  private Map<String, float[]> known(String model, List<String> texts) {
    return workspace.read(
        connection -> {
          Map<String, float[]> found = HashMap.newHashMap(texts.size());
          try (var select =
              connection.prepareStatement(
                  "SELECT embedding FROM embedding_cache WHERE model = ? AND text_hash = ?")) {
            for (String text : texts) {
              select.setString(1, model);
              select.setBytes(2, hash(text));
              try (ResultSet rows = select.executeQuery()) {
                if (rows.next()) {
                  found.put(text, FloatBytes.toFloats(rows.getBytes(1)));
                }
              }
            }
          }
          return found;
        });
  }

  private void keep(String model, List<String> texts, List<float[]> vectors) {
    workspace.write(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  "INSERT OR IGNORE INTO embedding_cache (model, text_hash, embedding)"
                      + " VALUES (?, ?, ?)")) {
            for (int i = 0; i < vectors.size(); i++) {
              insert.setString(1, model);
              insert.setBytes(2, hash(texts.get(i)));
              insert.setBytes(3, FloatBytes.of(vectors.get(i)));
              insert.executeUpdate();
            }
          }
          return vectors.size();
        });
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
