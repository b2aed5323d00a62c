package dev.alidade.engine.dataset;

import static dev.alidade.engine.dataset.ColumnType.STRING;
import static dev.alidade.engine.dataset.ColumnType.VECTOR;
import static dev.alidade.engine.dataset.LoadedData.names;
import static dev.alidade.engine.dataset.LoadedData.row;
import static dev.alidade.engine.dataset.LoadedData.types;
import static dev.alidade.engine.dataset.LoadedData.values;
import static dev.alidade.engine.dataset.LoadedData.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.dataset.LoadOptions.BadValues;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Delimited files as people make them: quotes that do not match, titles, years as names, odd
 * values.
 */
final class CsvFaultTest {
  private static final LoadOptions REJECT = LoadOptions.defaults().withBadValues(BadValues.REJECT);

  @TempDir private Path folder;
  private final LoadedData loaded = new LoadedData();

  @AfterEach
  void close() {
    loaded.close();
  }

  private Dataset csv(String text) throws IOException {
    return loaded.load(write(folder, "data.csv", text));
  }

  private Dataset rejecting(String text) throws IOException {
    return loaded.catalog.load(write(folder, "data.csv", text), REJECT);
  }

  @Test
  void keepsTextAfterAClosingQuoteWithItsQuotes() throws IOException {
    Dataset data = csv("id,title\n1,\"Alien\" 3\n2,\"Ran\"\n3,\"a\"\"b\"c\n");
    assertThat(values(data, "id")).containsExactly(1L, 2L, 3L);
    assertThat(values(data, "title")).containsExactly("\"Alien\" 3", "Ran", "\"a\"\"b\"c");
    assertThat(data.rejectCount()).isZero();
  }

  @Test
  void rejectsTextAfterAClosingQuoteWhereAskedTo() throws IOException {
    Dataset data = rejecting("id,title\n1,\"Alien\" 3\n2,\"Ran\"\n");
    assertThat(values(data, "id")).containsExactly(2L);
    assertThat(data.rejects())
        .containsExactly(new Reject(2, "text after a closing quote", "1,\"Alien\" 3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3,\"Ran\"\n4,x\n", "3,Ran\r\n4,x", "3,\"Ran\"\r4,\"x\""})
  void rejectsOnlyTheLineOfAQuoteThatIsNotClosed(String rest) throws IOException {
    Dataset data = rejecting("id,title\n1,\"two\nlines\"\n2,\"Alien\n" + rest);
    assertThat(values(data, "id")).containsExactly(1L, 3L, 4L);
    assertThat(values(data, "title")).containsExactly("two\nlines", "Ran", "x");
    assertThat(data.rejects())
        .containsExactly(new Reject(4, "a quoted field that is not closed", "2,\"Alien"));
  }

  @Test
  void rejectsManyQuotesThatAreNotClosedInTimeOfTheirNumber() throws IOException {
    StringBuilder text = new StringBuilder("id,title\n");
    for (int i = 0; i < 60_000; i++) {
      text.append(i).append(i % 2 == 0 ? ",\"open\n" : ",shut\n");
    }
    Dataset data = rejecting(text.toString());
    assertThat(data.rowCount()).isEqualTo(30_000);
    assertThat(data.rejectCount()).isEqualTo(30_000);
    assertThat(data.column("id").value(29_999)).isEqualTo(59_999L);
  }

  @Test
  void passesTitlesAboveTheTableAndTellsThem() throws IOException {
    Dataset data = csv("Report of 2024\n\nmade, by hand\nid,name,qty\n1,x,5\n2,y,6\n3,z,7\n");
    assertThat(names(data)).containsExactly("id", "name", "qty");
    assertThat(values(data, "qty")).containsExactly(5L, 6L, 7L);
    assertThat(data.rejects())
        .containsExactly(
            new Reject(1, "a line above the table", "Report of 2024"),
            new Reject(3, "a line above the table", "made, by hand"));
  }

  @Test
  void takesAColumnOfTextWithSomeCommasForNoTitles() throws IOException {
    Dataset data = csv("note\nplain\nword\nother\nx,y\n");
    assertThat(names(data)).containsExactly("note");
    assertThat(data.rejectCount()).isOne();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "2019,2020! 1,2! true",
        "country,2019! DE,1.5! false",
        "country,code,2019! DE,49,1.5! true",
        "country,2019,2020! DE,1.5,2.5! true",
        "country,2020-01-22,2020-01-23! DE,1,2! true",
        "2019,2020! 2021,2022! false",
        "2019,100! 2020,200! false",
        "2019,2019! 1,2! false",
        "2020-01-22,x! 2020-01-23,y! false",
        "name,1! foo,2! false",
        "a,b! c,d! true"
      })
  void takesYearsAndDatesAboveOtherValuesForNames(String first, String rest, boolean header)
      throws IOException {
    Dataset data = csv(first + "\n" + (rest.strip() + "\n").repeat(3));
    assertThat(names(data).equals(java.util.List.of(first.split(",")))).isEqualTo(header);
    assertThat(data.rowCount()).isEqualTo(header ? 3 : 4);
  }

  @Test
  void keepsNumbersBeyondAFloatAndDigitsBeyondAVectorAsText() throws IOException {
    Dataset data =
        csv(
            """
            far,near,v,w
            1e400,1e-400,"[16777217,1]","[0.1,16777216]"
            1.5,0.0,"[1,2]","[0.3,2]"
            """);
    assertThat(types(data)).containsExactly(STRING, STRING, STRING, VECTOR);
    assertThat(row(data, 0).subList(0, 3)).containsExactly("1e400", "1e-400", "[16777217,1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void findsUtf16WithoutAMarkWhereFewLettersAreLatin(String charset) throws IOException {
    byte[] bytes = ("name,n\r\n" + "日本語　テキスト,1\r\n".repeat(50)).getBytes(Charset.forName(charset));
    Dataset data = loaded.load(Files.write(folder.resolve("j.csv"), bytes));
    assertThat(names(data)).containsExactly("name", "n");
    assertThat(data.column("name").value(49)).isEqualTo("日本語　テキスト");
  }

  @Test
  void dropsMarksOfJoinedFilesFromNames() throws IOException {
    assertThat(names(csv("\uFEFF\uFEFFa,b\n1,x\n"))).containsExactly("a", "b");
  }
}
