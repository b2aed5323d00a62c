package dev.alidade.app.fx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FxPublisherTest {
  private final Queue<Runnable> visits = new ArrayDeque<>();
  private final FxPublisher fx = FxPublisher.on(visits::add);

  @Test
  void showsOnlyTheNewestValueOfASink() {
    List<Integer> seen = new ArrayList<>();
    Consumer<Integer> sink = fx.publish(seen::add);

    for (int i = 1; i <= 1000; i++) {
      sink.accept(i);
    }
    comeBy();

    assertThat(seen).containsExactly(1000);
  }

  @Test
  void asksForOneVisitHoweverMuchIsHandedOver() {
    List<String> seen = new ArrayList<>();
    fx.later(() -> seen.add("first"));
    fx.later(() -> seen.add("second"));
    fx.<String>publish(seen::add).accept("third");

    assertThat(visits).hasSize(1);
    comeBy();
    assertThat(seen).containsExactly("first", "second", "third");
  }

  @Test
  void publishesAgainAfterAVisit() {
    List<String> seen = new ArrayList<>();
    Consumer<String> sink = fx.publish(seen::add);
    sink.accept("a");
    comeBy();
    sink.accept("b");
    comeBy();

    assertThat(seen).containsExactly("a", "b");
  }

  @Test
  void runsWhatStandsBehindAnActionThatThrows() {
    List<String> seen = new ArrayList<>();
    fx.later(
        () -> {
          throw new IllegalStateException("first");
        });
    fx.later(() -> seen.add("second"));

    assertThatThrownBy(this::comeBy).isInstanceOf(IllegalStateException.class);
    comeBy();
    assertThat(seen).containsExactly("second");
  }

  private void comeBy() {
    for (Runnable visit = visits.poll(); visit != null; visit = visits.poll()) {
      visit.run();
    }
  }
}
