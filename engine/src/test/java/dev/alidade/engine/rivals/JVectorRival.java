package dev.alidade.engine.rivals;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/** JVector's graph in memory, with the parameters of its own example. */
final class JVectorRival {
  private static final VectorTypeSupport TYPES =
      VectorizationProvider.getInstance().getVectorTypeSupport();
  private static final int DEGREE = 16;
  private static final int BEAM = 100;

  private final RandomAccessVectorValues values;
  private final ImmutableGraphIndex graph;

  private JVectorRival(RandomAccessVectorValues values, ImmutableGraphIndex graph) {
    this.values = values;
    this.graph = graph;
  }

  @SuppressWarnings("deprecation") // the newer builder takes the same values in another form
  static JVectorRival build(float[][] vectors, int threads) throws IOException {
    List<VectorFloat<?>> list = new ArrayList<>(vectors.length);
    for (float[] vector : vectors) {
      list.add(TYPES.createFloatVector(vector));
    }
    var values = new ListRandomAccessVectorValues(list, vectors[0].length);
    var scores =
        BuildScoreProvider.randomAccessScoreProvider(values, VectorSimilarityFunction.DOT_PRODUCT);
    try (ForkJoinPool simd = new ForkJoinPool(threads);
        ForkJoinPool parallel = new ForkJoinPool(threads);
        var builder =
            new GraphIndexBuilder(
                scores, vectors[0].length, DEGREE, BEAM, 1.2f, 1.2f, true, true, simd, parallel)) {
      return new JVectorRival(values, builder.build(values));
    }
  }

  int[] search(float[] query, int k) {
    SearchResult found =
        GraphSearcher.search(
            TYPES.createFloatVector(query),
            k,
            values,
            VectorSimilarityFunction.DOT_PRODUCT,
            graph,
            Bits.ALL);
    return Arrays.stream(found.getNodes()).mapToInt(node -> node.node).toArray();
  }
}
