package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Documents on their way into a collection: what cannot be kept is refused, and the vectors of
 * texts are made.
 *
 * @param dimensions values of a vector
 */
record IncomingDocuments(int dimensions, ComparableEmbedder texts, EmbeddingCache cache) {
  private static final int MAX_ID_CHARACTERS = 1_000;

  /** The last document of each id, every one with a vector. */
  List<VectorDocument> usable(List<VectorDocument> documents, Progress progress) {
    Map<String, VectorDocument> byId = new LinkedHashMap<>();
    for (VectorDocument document : documents) {
      requireUsable(document);
      byId.remove(document.id());
      byId.put(document.id(), document);
    }
    embed(byId, progress);
    return List.copyOf(byId.values());
  }

  private void requireUsable(VectorDocument document) {
    if (document.id().isBlank() || document.id().length() > MAX_ID_CHARACTERS) {
      throw new InvalidRequest(
          "A document has the id \"%.40s\".".formatted(document.id()),
          "Give an id of 1 to %,d characters.".formatted(MAX_ID_CHARACTERS));
    }
    if (!VectorInput.isUnicode(document.id())) {
      throw new InvalidRequest(
          "The id \"%.40s\" holds half of a surrogate pair.".formatted(document.id()),
          "Give an id of whole characters: the workspace could not tell it from others.");
    }
    if (document.embedding().length > 0) {
      VectorInput.requireUsable(
          document.embedding(), dimensions, "The vector of document \"" + document.id() + "\"");
    }
    MetadataValues.kept(document.id(), document.metadata());
  }

  private void embed(Map<String, VectorDocument> byId, Progress progress) {
    List<VectorDocument> textsOnly =
        byId.values().stream().filter(d -> d.embedding().length == 0).toList();
    if (textsOnly.isEmpty()) {
      return;
    }
    List<String> contents = textsOnly.stream().map(VectorDocument::content).toList();
    List<float[]> made = cache.embed(texts.embedder(), contents, progress);
    for (int i = 0; i < made.size(); i++) {
      VectorDocument d = textsOnly.get(i);
      byId.put(d.id(), new VectorDocument(d.id(), d.content(), made.get(i), d.metadata()));
    }
  }
}
