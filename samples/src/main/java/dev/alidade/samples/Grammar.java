package dev.alidade.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sentences from templates with slots; {@code agents.grammar} describes the form of the file. */
final class Grammar {

  /** A template and the number before it: a base importance, or a weight. */
  record Template(double number, String text) {}

  private static final String RESOURCE = "agents.grammar";
  private static final Pattern SLOT = Pattern.compile("\\{([^{}]+)}");
  private static final Pattern ARTICLE = Pattern.compile("\\b([Aa]) (?=[aeio])");
  private static final Pattern RANGE = Pattern.compile("(\\d+)\\.\\.(\\d+)");

  private final Map<String, List<Template>> sections = new HashMap<>();
  private final Map<String, List<String>> slots = new HashMap<>();

  private Grammar() {}

  static Grammar load() {
    try (InputStream in = Grammar.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the class path");
      }
      Grammar grammar = new Grammar();
      grammar.read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
      return grammar;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE, e);
    }
  }

  private void read(BufferedReader lines) throws IOException {
    String section = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        section = line.substring(1, line.indexOf(']'));
      } else if (section.equals("slots")) {
        int equals = line.indexOf('=');
        String[] alternatives = line.substring(equals + 1).strip().split(" *\\| *");
        slots.put(line.substring(0, equals).strip(), Arrays.asList(alternatives));
      } else {
        int space = line.indexOf(' ');
        Template template =
            new Template(
                Double.parseDouble(line.substring(0, space)), line.substring(space + 1).strip());
        sections.computeIfAbsent(section, name -> new ArrayList<>()).add(template);
      }
    }
  }

  /** Any template of a section, all alike likely. */
  Template any(String section, Random random) {
    List<Template> templates = section(section);
    return templates.get(random.nextInt(templates.size()));
  }

  /** A template of a section, likely in proportion to its number. */
  Template weighted(String section, Random random) {
    List<Template> templates = section(section);
    double sum = templates.stream().mapToDouble(Template::number).sum();
    double left = random.nextDouble() * sum;
    for (Template template : templates) {
      left -= template.number();
      if (left < 0) {
        return template;
      }
    }
    return templates.getLast();
  }

  private List<Template> section(String name) {
    List<Template> templates = sections.get(name);
    if (templates == null) {
      throw new IllegalArgumentException(RESOURCE + " has no section [" + name + "]");
    }
    return templates;
  }

  /** Fills every slot; the day is when the text was written. Sentences start with a capital. */
  String fill(Template template, LocalDate day, Random random) {
    String filled = fill(template.text(), day, random);
    StringBuilder text = new StringBuilder(filled.length());
    boolean start = true;
    for (int i = 0; i < filled.length(); i++) {
      char c = filled.charAt(i);
      text.append(start ? Character.toUpperCase(c) : c);
      start = c == ' ' && (start || endsSentence(filled, i));
    }
    return ARTICLE.matcher(text).replaceAll("$1n ");
  }

  private static boolean endsSentence(String text, int space) {
    return space > 0 && text.charAt(space - 1) == '.';
  }

  private String fill(String text, LocalDate day, Random random) {
    Matcher slot = SLOT.matcher(text);
    StringBuilder filled = new StringBuilder(text.length() + 32);
    while (slot.find()) {
      slot.appendReplacement(filled, Matcher.quoteReplacement(value(slot.group(1), day, random)));
    }
    return slot.appendTail(filled).toString();
  }

  private String value(String name, LocalDate day, Random random) {
    Matcher range = RANGE.matcher(name);
    if (range.matches()) {
      int low = Integer.parseInt(range.group(1));
      int high = Integer.parseInt(range.group(2));
      return Integer.toString(low + random.nextInt(high - low + 1));
    }
    return switch (name) {
      case "money" -> money(random);
      case "month" -> month(day.minusMonths(random.nextInt(2)));
      case "date" -> {
        LocalDate earlier = day.minusDays(1L + random.nextInt(20));
        yield earlier.getDayOfMonth() + " " + month(earlier);
      }
      default -> {
        List<String> alternatives = slots.get(name);
        if (alternatives == null) {
          throw new IllegalArgumentException(RESOURCE + " has no slot {" + name + "}");
        }
        yield fill(alternatives.get(random.nextInt(alternatives.size())), day, random);
      }
    };
  }

  private static String month(LocalDate day) {
    return day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String money(Random random) {
    long cents = Math.round(StrictMath.exp(3.9 + 0.9 * random.nextGaussian()) * 100);
    String currency = random.nextInt(3) == 0 ? "USD" : "EUR";
    return String.format(Locale.ROOT, "%d.%02d %s", cents / 100, cents % 100, currency);
  }
}
