package dev.alidade.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** The command that writes {@code agents.sqlite}: arguments FILE and, if wanted, SEED. */
public final class GenerateAgents {

  private GenerateAgents() {}

  /**
   * Writes the file and prints its size.
   *
   * @throws IOException when the old file cannot be removed
   * @throws SQLException when SQLite cannot write the new one
   */
  public static void main(String[] args) throws IOException, SQLException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: GenerateAgents FILE [SEED]");
      System.exit(2);
    }
    Path file = Path.of(args[0]);
    long seed = args.length == 2 ? Long.parseLong(args[1]) : AgentRows.SEED;
    AgentRows rows = AgentRows.generate(seed);
    AgentsDatabase.write(file, rows);
    System.out.printf(
        "%s: %,d runs, %,d memories, %,d bytes, seed %d%n",
        file, rows.runs().size(), rows.memories().size(), Files.size(file), seed);
  }
}
