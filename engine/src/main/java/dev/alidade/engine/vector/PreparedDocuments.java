package dev.alidade.engine.vector;

import dev.alidade.engine.vector.CollectionStore.NewDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Documents that can be kept, in the forms in which the workspace and linear memory take them; all
 * lists have the same order. They are made without a lock, so that nobody waits for it.
 *
 * @param rows as the workspace keeps them
 * @param metadata in the types that are kept
 * @param comparable vectors in the form in which they are compared
 */
record PreparedDocuments(
    List<NewDocument> rows, List<Map<String, Object>> metadata, List<float[]> comparable) {

  static PreparedDocuments of(List<VectorDocument> usable, Metric metric) {
    List<NewDocument> rows = new ArrayList<>(usable.size());
    List<Map<String, Object>> metadata = new ArrayList<>(usable.size());
    List<float[]> comparable = new ArrayList<>(usable.size());
    for (VectorDocument document : usable) {
      Map<String, Object> kept = MetadataValues.kept(document.id(), document.metadata());
      metadata.add(kept);
      rows.add(
          new NewDocument(
              document.id(),
              document.content(),
              MetadataValues.write(kept),
              FloatBytes.of(document.embedding())));
      comparable.add(VectorInput.comparable(document.embedding(), metric));
    }
    return new PreparedDocuments(rows, metadata, comparable);
  }

  int size() {
    return rows.size();
  }

  List<String> ids() {
    return rows.stream().map(NewDocument::id).toList();
  }
}
