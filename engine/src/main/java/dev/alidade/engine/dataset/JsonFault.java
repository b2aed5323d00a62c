package dev.alidade.engine.dataset;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Pattern;

/** What a parser of JSON found wrong, in plain words. */
public final class JsonFault {
  /** From here on a message names settings of the parser. */
  private static final Pattern INTERNALS =
      Pattern.compile("(: enable `| \\(start marker at|\\[Source| ?\\(?`).*");

  private JsonFault() {}

  /** In the parser's words, without the place and its own names. */
  public static String reason(JacksonException e) {
    return switch (e) {
      case StreamConstraintsException beyond ->
          "it nests deeper than 1,000 levels, or a name or number is longer than can be read";
      case JsonEOFException end -> "it ends in the middle of a value";
      default -> {
        String words = e.getOriginalMessage();
        String first = words == null ? "" : words.lines().findFirst().orElse("");
        String plain = INTERNALS.matcher(first).replaceFirst("").strip();
        yield plain.isEmpty() ? "unreadable" : plain;
      }
    };
  }
}
