package dev.alidade.engine.vector;

import dev.alidade.engine.workspace.Workspace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Optional;

/**
 * What is known of a collection besides its documents: measured recall, and the centre that signs
 * are taken from, since recall was measured with these very signs.
 */
final class RecallStore {
  private static final String KEY = "vector.recall.";

  private final Workspace workspace;
  private final long collection;

  RecallStore(Workspace workspace, long collection) {
    this.workspace = workspace;
    this.collection = collection;
  }

  private String key(String what) {
    return KEY + collection + "." + what;
  }

  void keep(KeptRecall recall, SignCenter center) {
    workspace.write(
        connection -> {
          workspace.putSetting(key("k" + recall.k()), recall.json());
          float[] values = center.values();
          if (values != null) {
            String bytes = Base64.getEncoder().encodeToString(FloatBytes.of(values));
            workspace.putSetting(key("centre"), center.takenAt() + " " + bytes);
          }
          return true;
        });
  }

  Optional<KeptRecall> recall(int k) {
    return workspace.setting(key("k" + k)).flatMap(KeptRecall::read).filter(kept -> kept.k() == k);
  }

  /** Brings the centre back that was kept, if there is one for so many dimensions. */
  void restore(SignCenter center, int dimensions) {
    workspace
        .setting(key("centre"))
        .ifPresent(
            text -> {
              int space = text.indexOf(' ');
              byte[] bytes = Base64.getDecoder().decode(text.substring(space + 1));
              if (bytes.length == dimensions * Float.BYTES) {
                center.restore(
                    FloatBytes.toFloats(bytes), Integer.parseInt(text.substring(0, space)));
              }
            });
  }

  /** Forgets a collection, as a part of a write. */
  static void remove(Connection connection, long collection) throws SQLException {
    try (var delete = connection.prepareStatement("DELETE FROM settings WHERE key GLOB ? || '*'")) {
      delete.setString(1, KEY + collection + ".");
      delete.executeUpdate();
    }
  }
}
