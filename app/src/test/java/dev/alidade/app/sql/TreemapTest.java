package dev.alidade.app.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alidade.app.sql.Treemap.Area;
import dev.alidade.app.sql.Treemap.Tile;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreemapTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void tilesFillTheirAreaInProportionAndDoNotOverlap(long seed) {
    Random random = new Random(seed);
    List<Double> sizes =
        random
            .doubles(1 + random.nextInt(40), 0.1, 1_000)
            .boxed()
            .sorted(Comparator.reverseOrder())
            .toList();
    Area area = new Area(10, 20, 640, 360);
    List<Tile<Double>> tiles = Treemap.of(sizes, size -> size, area);
    double sum = sizes.stream().mapToDouble(size -> size).sum();
    assertThat(tiles).hasSameSizeAs(sizes);
    for (Tile<Double> tile : tiles) {
      assertThat(tile.area().width() * tile.area().height())
          .isCloseTo(tile.value() / sum * 640 * 360, within(0.5));
      assertThat(tile.area().x()).isGreaterThanOrEqualTo(10 - 1e-6);
      assertThat(tile.area().y() + tile.area().height()).isLessThanOrEqualTo(380 + 1e-6);
      assertThat(tiles)
          .noneMatch(other -> other != tile && overlap(other.area(), tile.area()) > 1e-3);
    }
  }

  private static double overlap(Area a, Area b) {
    double width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
    double height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
    return Math.max(0, width) * Math.max(0, height);
  }
}
