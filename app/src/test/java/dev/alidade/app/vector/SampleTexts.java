package dev.alidade.app.vector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Parts of the samples small enough to be embedded within a test. */
final class SampleTexts {
  private SampleTexts() {}

  /** Every tenth animal of WordNet, and all the lines whose word is asked for. */
  static Path animals(Path sample, Path folder, List<String> lemmas) throws IOException {
    List<String> all = Files.readAllLines(sample);
    List<String> kept =
        IntStream.range(0, all.size())
            .filter(
                i ->
                    i % 10 == 0
                        || lemmas.stream()
                            .anyMatch(lemma -> all.get(i).contains("\"lemma\":\"" + lemma + "\"")))
            .mapToObj(all::get)
            .toList();
    Path file = folder.resolve("animals.ndjson");
    Files.write(file, kept);
    return file;
  }

  /** So many memories of agents, with type and importance. */
  static Path memories(Path sample, Path folder, int count) throws IOException, SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + sample);
        var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT json_object('id', id, 'agent_type', agent_type, 'importance', importance,"
                    + " 'content', content) FROM agent_memories ORDER BY id LIMIT "
                    + count)) {
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
    }
    Path file = folder.resolve("memories.ndjson");
    Files.write(file, lines);
    return file;
  }
}
