package dev.alidade.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.runtime.MemoryExhausted;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.EngineEvent.LoadRefused;
import dev.alidade.engine.telemetry.EngineEvent.MemoryRelieved;
import dev.alidade.engine.telemetry.HealthReport.MemoryHealth;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.SteeredTime;
import dev.alidade.engine.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryReliefTest {
  private final SteeredTime time = new SteeredTime();
  private final List<EngineEvent> events = new ArrayList<>();
  private double pressure = 0.5;
  private double afterwards = 0.5;
  private int emptied;

  private final MemoryRelief relief =
      new MemoryRelief(
          () -> new MemoryHealth(pressure, 0, 0, 0, 0),
          List.of(new MemoryRelief.Cache("a cache", this::empty)),
          new Telemetry() {
            @Override
            public void record(OperationSample sample) {}

            @Override
            public void publish(EngineEvent event) {
              events.add(event);
            }
          },
          time,
          time);

  private void empty() {
    emptied++;
    pressure = afterwards;
  }

  @Test
  void admitsWithoutEmptyingAnythingWhileThereIsRoom() {
    pressure = 0.94;
    relief.admit("a file");
    assertThat(emptied).isZero();
    assertThat(events).isEmpty();
  }

  @Test
  void admitsWhereEmptyingCachesHelps() {
    pressure = 0.97;
    afterwards = 0.6;
    relief.admit("a file");
    assertThat(emptied).isEqualTo(1);
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            MemoryRelieved.class,
            relieved -> {
              assertThat(relieved.before()).isEqualTo(0.97);
              assertThat(relieved.after()).isEqualTo(0.6);
              assertThat(relieved.dropped()).isEqualTo("a cache");
            });
  }

  @Test
  void refusesALoadThatWouldKillTheProcessAndSaysWhat() {
    pressure = 0.97;
    afterwards = 0.96;
    assertThatThrownBy(() -> relief.admit("films.csv"))
        .isInstanceOf(MemoryExhausted.class)
        .hasMessage(
            "films.csv was not loaded: 96 % of the memory is in use, even after caches were"
                + " emptied.")
        .extracting(e -> ((EngineException) e).code())
        .isEqualTo("RUN-102");
    assertThat(events).last().isInstanceOf(LoadRefused.class);
  }

  @Test
  void emptiesCachesAtMostOnceInAWhile() {
    pressure = 0.9;
    afterwards = 0.9;
    relief.relieve();
    relief.relieve();
    assertThat(emptied).isEqualTo(1);
    time.pass(MemoryRelief.APART.plus(Duration.ofSeconds(1)));
    relief.relieve();
    assertThat(emptied).isEqualTo(2);
  }
}
