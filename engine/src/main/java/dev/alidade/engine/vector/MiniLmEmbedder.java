package dev.alidade.engine.vector;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sentence embeddings by all-MiniLM-L6-v2 (int8 weights) on ONNX Runtime: 384 dimensions, the mean
 * of the token vectors, normalised to length 1. Texts beyond 256 tokens are cut there, as in the
 * model's own configuration.
 *
 * <p>One text a run: the model quantises its activations by the largest value of a whole batch, so
 * that in a bigger batch a text's vector would depend on its neighbours. Several workers share the
 * session, which runs on the calling thread.
 */
public final class MiniLmEmbedder implements Embedder {
  private static final String NAME = "all-MiniLM-L6-v2-q";
  private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
  private static final String VOCABULARY = "/all-minilm-l6-v2-q-tokenizer.json";
  private static final int MAX_TOKENS = 256;

  private final MiniLmSession session;
  private final WordPieceTokenizer tokenizer;
  private final ExecutorService threads;
  private final int workers;

  private MiniLmEmbedder(MiniLmSession session, WordPieceTokenizer tokenizer, int workers) {
    this.session = session;
    this.tokenizer = tokenizer;
    this.workers = workers;
    this.threads =
        Executors.newFixedThreadPool(
            workers, Thread.ofPlatform().daemon().name("alidade-embed-", 0).factory());
  }

  /**
   * Loads the native library, the model and the vocabulary; takes up to a second and about 100 MB.
   *
   * @param workers texts embedded at the same time, at least 1
   * @throws VectorException.EmbedderUnavailable with the reason, when any of them cannot be loaded
   */
  public static MiniLmEmbedder load(int workers) {
    try {
      OrtEnvironment environment = OnnxLibrary.environment();
      WordPieceTokenizer tokenizer;
      try (InputStream in = resource(VOCABULARY)) {
        tokenizer = WordPieceTokenizer.read(in);
      }
      try (InputStream model = resource(MODEL)) {
        MiniLmSession session = MiniLmSession.open(environment, model.readAllBytes());
        return new MiniLmEmbedder(session, tokenizer, workers);
      }
    } catch (IOException | OrtException | LinkageError | RuntimeException e) {
      throw new VectorException.EmbedderUnavailable(
          "VEC-301",
          "The embedding model cannot be loaded here: " + reason(e) + ".",
          "Text search answers by keywords until it can; check that the temp folder is writable and"
              + " that this platform is one of ONNX Runtime's.",
          e);
    }
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message.strip();
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = MiniLmEmbedder.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("the resource " + name + " is missing");
    }
    return in;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int dimensions() {
    return MiniLmSession.DIMENSIONS;
  }

  @Override
  public List<float[]> embed(List<String> texts, Progress progress) {
    float[][] vectors = new float[texts.size()][];
    List<Integer> longestFirst = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      longestFirst.add(i);
    }
    longestFirst.sort(Comparator.comparingInt(i -> -texts.get(i).length()));
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    AtomicBoolean stop = new AtomicBoolean();
    Runnable work =
        () -> {
          int i;
          while (!stop.get() && (i = next.getAndIncrement()) < texts.size()) {
            progress.check("embedding");
            int index = longestFirst.get(i);
            vectors[index] = embed(texts.get(index));
            progress.report(
                (double) done.incrementAndGet() / texts.size(),
                "%,d of %,d texts".formatted(done.get(), texts.size()));
          }
        };
    if (workers == 1 || texts.size() == 1) {
      work.run();
    } else {
      runOnAll(work, stop);
    }
    return List.of(vectors);
  }

  private void runOnAll(Runnable work, AtomicBoolean stop) {
    List<Future<?>> running = submitted(work);
    RuntimeException failure = null;
    for (Future<?> one : running) {
      try {
        one.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        stop.set(true);
        failure = new OperationCancelled("embedding");
        break;
      } catch (ExecutionException e) {
        stop.set(true);
        failure = failure == null ? rethrown(e) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Closing shuts the threads down between two of these calls. */
  private synchronized List<Future<?>> submitted(Runnable work) {
    session.requireOpen();
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      running.add(threads.submit(work));
    }
    return running;
  }

  private static RuntimeException rethrown(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
  }

  private float[] embed(String text) {
    try {
      return session.embed(tokenizer.encode(text, MAX_TOKENS));
    } catch (OrtException e) {
      throw new VectorException.EmbedderUnavailable(
          "VEC-302",
          "The embedding model failed on a text of " + text.length() + " characters.",
          "Search by keywords or by a vector; restart to load the model again.",
          e);
    }
  }

  /**
   * Waits for the texts that are in the model just now, some 13 ms, and frees it; calls that have
   * more texts to embed, and later ones, fail with VEC-303. A second close does nothing.
   */
  @Override
  public synchronized void close() {
    if (!threads.isShutdown()) {
      session.close();
      threads.close();
    }
  }
}
