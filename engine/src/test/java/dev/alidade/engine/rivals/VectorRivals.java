package dev.alidade.engine.rivals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Vector search beside Lucene and JVector, and its own ways beside each other: prints medians and
 * ratios of one run. See docs/vector-search.md for the command.
 */
public final class VectorRivals {
  private VectorRivals() {}

  /**
   * @param arguments what to run, any of scan, cascade, int8, batch, filter, delete, first, reopen,
   *     million; all but the last without arguments
   */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(System.getProperty("alidade.root", "."));
    Path cache = root.resolve("engine/target/rivals/minilm.f32");
    RivalInputs inputs = new RivalInputs(RealVectors.load(root.resolve("samples"), cache));
    OwnWays own = new OwnWays(inputs);
    BesideOthers others = new BesideOthers(inputs);
    List<String> wanted =
        arguments.length == 0
            ? List.of("scan", "cascade", "int8", "batch", "filter", "delete", "reopen", "first")
            : List.of(arguments);
    for (String name : wanted) {
      switch (name) {
        case "scan" -> others.scan();
        case "cascade" -> own.cascade();
        case "int8" -> own.int8();
        case "batch" -> own.batch();
        case "filter" -> others.filter();
        case "delete" -> own.delete();
        case "first" -> others.first();
        case "reopen" -> own.reopen();
        case "million" -> own.million();
        default -> throw new IllegalArgumentException("there is no part " + name);
      }
    }
  }
}
