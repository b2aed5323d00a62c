package dev.alidade.app.transform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sample weather.csv, read by a plain loop: what the panel's answers are compared with. */
record WeatherFile(List<Day> days) {
  record Day(
      String location, double precipitation, double warmest, double coldest, String weather) {}

  static Path path() {
    return Path.of(System.getProperty("alidade.samples"), "weather.csv");
  }

  static WeatherFile read() {
    try {
      return new WeatherFile(
          Files.readAllLines(path()).stream()
              .skip(1)
              .map(line -> line.split(",", -1))
              .map(
                  cells ->
                      new Day(
                          cells[0],
                          Double.parseDouble(cells[2]),
                          Double.parseDouble(cells[3]),
                          Double.parseDouble(cells[4]),
                          cells[6]))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long rainy() {
    return days.stream().filter(day -> day.precipitation() > 0).count();
  }
}
