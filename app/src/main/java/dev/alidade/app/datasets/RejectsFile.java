package dev.alidade.app.datasets;

import dev.alidade.engine.dataset.Reject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes rejected records as CSV: their line, why they were rejected, and the record itself. */
final class RejectsFile {
  private RejectsFile() {}

  static void write(List<Reject> rejects, Path file) throws IOException {
    StringBuilder text = new StringBuilder("line,why,record\r\n");
    for (Reject reject : rejects) {
      text.append(reject.line())
          .append(',')
          .append(quoted(reject.reason()))
          .append(',')
          .append(quoted(reject.text()))
          .append("\r\n");
    }
    Files.writeString(file, text);
  }

  private static String quoted(String value) {
    return '"' + value.replace("\"", "\"\"") + '"';
  }
}
