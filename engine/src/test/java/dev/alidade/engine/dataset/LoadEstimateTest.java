package dev.alidade.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadEstimateTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "a.csv, 1000, true",
    "a.csv, 999, false",
    "A.CSV.GZ, 5999, false",
    "a.ndjson.zst, 6000, true",
    "a.parquet, 3999, false",
    "a.parquet, 4000, true"
  })
  void packedFilesNeedMoreThanTheirSize(String name, long free, boolean fits) throws IOException {
    Path file = Files.write(folder.resolve(name), new byte[1_000]);

    LoadEstimate estimate = LoadEstimate.of(file, free);

    assertThat(estimate.fileBytes()).isEqualTo(1_000);
    assertThat(estimate.fits()).isEqualTo(fits);
  }

  @Test
  void aMissingFileHasNoEstimate() {
    assertThatThrownBy(() -> LoadEstimate.of(folder.resolve("none.csv"), 1))
        .isInstanceOf(NoSuchFileException.class);
  }
}
