package dev.alidade.engine.vector;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The loaded model. Runs share a lock that closing takes alone: native code must not lose the
 * session under its feet. Thread-safe.
 */
final class MiniLmSession implements AutoCloseable {
  static final int DIMENSIONS = 384;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private volatile boolean closing;

  private MiniLmSession(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
  }

  static MiniLmSession open(OrtEnvironment environment, byte[] model) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new MiniLmSession(environment, environment.createSession(model, options));
    }
  }

  /**
   * @throws VectorException.EmbedderUnavailable once closing has begun
   */
  void requireOpen() {
    if (closing) {
      throw LazyEmbedder.closed();
    }
  }

  /**
   * The mean of the tokens' vectors, at length 1. Takes some 13 ms, on the calling thread.
   *
   * @throws OrtException when the model fails
   * @throws VectorException.EmbedderUnavailable once closing has begun
   */
  float[] embed(long[] tokens) throws OrtException {
    use.readLock().lock();
    try {
      requireOpen();
      return run(tokens);
    } finally {
      use.readLock().unlock();
    }
  }

  private float[] run(long[] tokens) throws OrtException {
    long[] ones = new long[tokens.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor ids = tensor(tokens);
        OnnxTensor mask = tensor(ones);
        OnnxTensor types = tensor(new long[tokens.length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      return pooled(((OnnxTensor) result.get(0)).getFloatBuffer(), tokens.length);
    }
  }

  private OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(values), new long[] {1, values.length});
  }

  private static float[] pooled(FloatBuffer hidden, int tokens) {
    double[] sum = new double[DIMENSIONS];
    for (int t = 0; t < tokens; t++) {
      for (int d = 0; d < DIMENSIONS; d++) {
        sum[d] += hidden.get(t * DIMENSIONS + d);
      }
    }
    double squares = 0;
    for (double value : sum) {
      squares += value * value;
    }
    double scale = squares == 0 ? 0 : 1 / Math.sqrt(squares);
    float[] vector = new float[DIMENSIONS];
    for (int d = 0; d < DIMENSIONS; d++) {
      vector[d] = (float) (sum[d] * scale);
    }
    return vector;
  }

  /** Refuses further runs, waits for those under way, and frees the model. */
  @Override
  public void close() {
    closing = true;
    use.writeLock().lock();
    try {
      session.close();
    } catch (OrtException e) {
      System.getLogger(MiniLmSession.class.getName())
          .log(System.Logger.Level.WARNING, "the embedding session was not freed", e);
    } finally {
      use.writeLock().unlock();
    }
  }
}
