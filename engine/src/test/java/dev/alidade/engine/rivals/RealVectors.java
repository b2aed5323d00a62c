package dev.alidade.engine.rivals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import dev.alidade.engine.Progress;
import dev.alidade.engine.vector.MiniLmEmbedder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Embeddings of WordNet's glosses by MiniLM, kept in a file once they are made, and bigger sets
 * made of them: each vector several times with a small seeded perturbation.
 */
final class RealVectors {
  static final int DIMENSIONS = 384;
  private static final int BASE = 10_000;
  private static final int QUERIES = 200;

  /** Every so manyth gloss of 82,115: all parts of the dictionary. */
  private static final int STEP = 8;

  /** Of length 0.4 in all, where the vectors have length 1. */
  private static final double NOISE = 0.02;

  private final float[][] base;
  private final float[][] queries;

  private RealVectors(float[][] base, float[][] queries) {
    this.base = base;
    this.queries = queries;
  }

  static RealVectors load(Path samples, Path cache) throws IOException {
    if (!Files.exists(cache)) {
      embed(samples, cache);
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(cache)).order(ByteOrder.LITTLE_ENDIAN);
    float[][] all = new float[BASE + QUERIES][DIMENSIONS];
    for (float[] vector : all) {
      bytes.asFloatBuffer().get(vector);
      bytes.position(bytes.position() + 4 * DIMENSIONS);
    }
    // Queries lie between the documents in the dictionary, not after them.
    List<float[]> documents = new ArrayList<>();
    List<float[]> asked = new ArrayList<>();
    for (int i = 0; i < all.length; i++) {
      (i % (all.length / QUERIES) == 0 && asked.size() < QUERIES ? asked : documents).add(all[i]);
    }
    return new RealVectors(documents.toArray(float[][]::new), asked.toArray(float[][]::new));
  }

  private static void embed(Path samples, Path cache) throws IOException {
    List<String> glosses = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new ZstdInputStream(Files.newInputStream(samples.resolve("wordnet.ndjson.zst"))),
                StandardCharsets.UTF_8))) {
      int line = 0;
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        if (line++ % STEP == 0 && glosses.size() < BASE + QUERIES) {
          glosses.add(json.readTree(text).get("gloss").textValue());
        }
      }
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(glosses.size() * DIMENSIONS * 4).order(ByteOrder.LITTLE_ENDIAN);
    try (MiniLmEmbedder embedder = MiniLmEmbedder.load(2)) {
      for (int from = 0; from < glosses.size(); from += 100) {
        List<String> batch = glosses.subList(from, Math.min(from + 100, glosses.size()));
        for (float[] vector : embedder.embed(batch, Progress.NONE)) {
          for (float value : vector) {
            bytes.putFloat(value);
          }
        }
      }
    }
    Files.createDirectories(cache.getParent());
    Path made = cache.resolveSibling(cache.getFileName() + ".part");
    Files.write(made, bytes.array());
    Files.move(made, cache);
  }

  /** Real texts' vectors that are in no set. */
  float[][] queries() {
    return queries;
  }

  /** The vector at a place of a set; the first 10,000 are real, the others perturbed. */
  float[] vector(int place) {
    float[] real = base[place % base.length];
    if (place < base.length) {
      return real;
    }
    Random random = new Random(place);
    float[] near = new float[real.length];
    double squares = 0;
    for (int i = 0; i < near.length; i++) {
      near[i] = real[i] + (float) (NOISE * random.nextGaussian());
      squares += (double) near[i] * near[i];
    }
    float scale = (float) (1 / Math.sqrt(squares));
    for (int i = 0; i < near.length; i++) {
      near[i] *= scale;
    }
    return near;
  }

  float[][] vectors(int count) {
    float[][] all = new float[count][];
    for (int i = 0; i < count; i++) {
      all[i] = vector(i);
    }
    return all;
  }
}
