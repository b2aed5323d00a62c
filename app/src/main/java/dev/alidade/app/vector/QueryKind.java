package dev.alidade.app.vector;

/** What a search starts from. */
enum QueryKind {
  TEXT("Text", "What are you looking for?"),
  VECTOR("Vector", "Numbers of one vector, separated by commas or spaces"),
  LIKE_THIS("Like this", "The id of a document, for example 4127");

  private final String label;
  private final String prompt;

  QueryKind(String label, String prompt) {
    this.label = label;
    this.prompt = prompt;
  }

  String label() {
    return label;
  }

  String prompt() {
    return prompt;
  }
}
