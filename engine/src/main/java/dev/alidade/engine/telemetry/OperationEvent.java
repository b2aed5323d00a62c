package dev.alidade.engine.telemetry;

import java.util.Set;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.SettingControl;
import jdk.jfr.SettingDefinition;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** An operation in a JDK Flight Recorder recording. Costs next to nothing while none runs. */
@Name("dev.alidade.Operation")
@Label("Operation")
@Description("One finished operation of the engine: what it was, its path, time and size")
@Category("Alidade")
@StackTrace(false)
final class OperationEvent extends Event {
  @Label("Operation")
  String operation = "";

  @Label("Path")
  String path = "";

  @Label("Reason")
  String reason = "";

  /** The event is made when the operation has ended, so JFR's own duration would be 0. */
  @Label("Time")
  @Timespan(Timespan.NANOSECONDS)
  long time;

  @Label("Queue Time")
  @Description("Waiting for a turn before the work")
  @Timespan(Timespan.NANOSECONDS)
  long queueTime;

  @Label("Rows In")
  long rowsIn;

  @Label("Rows Out")
  long rowsOut;

  @Label("Input")
  @DataAmount
  long bytes;

  @Label("Failed")
  boolean failed;

  @Label("Fell Back")
  boolean fellBack;

  @SettingDefinition
  @Name("atLeast")
  @Label("Least Time")
  @Description("Shorter operations are left out, for example 20 us")
  boolean atLeast(LeastTime setting) {
    return time >= setting.nanos;
  }

  static void mirror(OperationSample sample) {
    OperationEvent event = new OperationEvent();
    if (!event.isEnabled()) {
      return;
    }
    event.operation = sample.operation();
    event.path = sample.path().used().label();
    event.reason = sample.path().reason();
    event.time = sample.nanos();
    event.queueTime = sample.queuedNanos();
    event.rowsIn = sample.rowsIn();
    event.rowsOut = sample.rowsOut();
    event.bytes = sample.bytes();
    event.failed = sample.failed();
    event.fellBack = sample.fellBack();
    event.commit();
  }

  /** The threshold of a recording; of several recordings the lowest holds. JFR makes it. */
  static final class LeastTime extends SettingControl {
    private static final String DEFAULT = "20 us";

    private String value = DEFAULT;
    private volatile long nanos = nanosOf(DEFAULT);

    LeastTime() {}

    @Override
    public String combine(Set<String> values) {
      return values.stream().min((a, b) -> Long.compare(nanosOf(a), nanosOf(b))).orElse(DEFAULT);
    }

    @Override
    public void setValue(String text) {
      value = text;
      nanos = nanosOf(text);
    }

    @Override
    public String getValue() {
      return value;
    }

    /** A number and one of ns, us, ms, s; what cannot be read leaves nothing out. */
    static long nanosOf(String text) {
      String[] parts = text.trim().split("\\s+", 2);
      if (parts.length != 2 || !parts[0].matches("\\d{1,12}")) {
        return 0;
      }
      long count = Long.parseLong(parts[0]);
      return switch (parts[1]) {
        case "ns" -> count;
        case "us" -> count * 1_000;
        case "ms" -> count * 1_000_000;
        case "s" -> count * 1_000_000_000;
        default -> 0;
      };
    }
  }
}
