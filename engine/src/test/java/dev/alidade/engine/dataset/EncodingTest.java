package dev.alidade.engine.dataset;

import static dev.alidade.engine.dataset.LoadedData.names;
import static dev.alidade.engine.dataset.LoadedData.values;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the bytes of a CSV file become characters. */
class EncodingTest {
  @TempDir Path folder;
  private final LoadedData loaded = new LoadedData();

  @AfterEach
  void close() {
    loaded.close();
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8,true",
    "UTF-8,false",
    "UTF-16LE,true",
    "UTF-16BE,true",
    "UTF-16LE,false",
    "windows-1252,false"
  })
  void findsTheEncoding(String charset, boolean mark) throws IOException {
    String text = "name,price\nCafé,1\nGrüße,2\n".repeat(1);
    byte[] bytes = ((mark ? "\uFEFF" : "") + text).getBytes(Charset.forName(charset));
    Dataset data = loaded.load(Files.write(folder.resolve("e.csv"), bytes));
    assertThat(names(data)).containsExactly("name", "price");
    assertThat(values(data, "name")).containsExactly("Café", "Grüße");
  }

  @Test
  void takesAStrayZeroByteInAShortTextForACharacter() throws IOException {
    byte[] bytes = "name,n\na,1\nb\0,2\n".getBytes(StandardCharsets.US_ASCII);
    Dataset data = loaded.load(Files.write(folder.resolve("zero.csv"), bytes));
    assertThat(values(data, "name")).containsExactly("a", "b\0");
  }

  @Test
  void readsUtf16OfManyScriptsWithoutAMark() throws IOException {
    byte[] bytes = "名前,数\n東京,1\n大阪,2\n札幌,3\n".getBytes(StandardCharsets.UTF_16LE);
    Dataset data = loaded.load(Files.write(folder.resolve("wide.csv"), bytes));
    assertThat(names(data)).containsExactly("名前", "数");
    assertThat(values(data, "名前")).containsExactly("東京", "大阪", "札幌");
  }

  @Test
  void readsWindows1252ThatShowsLate() throws IOException {
    byte[] ascii = ("name,n\n" + "plain,1\n".repeat(60_000)).getBytes(StandardCharsets.US_ASCII);
    byte[] late = "Café,2\n".getBytes(TextEncoding.WINDOWS_1252);
    byte[] all = Arrays.copyOf(ascii, ascii.length + late.length);
    System.arraycopy(late, 0, all, ascii.length, late.length);
    Dataset data = loaded.load(Files.write(folder.resolve("late.csv"), all));
    assertThat(data.rowCount()).isEqualTo(60_001);
    assertThat(data.column("name").value(60_000)).isEqualTo("Café");
  }
}
