package dev.alidade.engine.dataset;

import java.util.List;
import java.util.function.DoubleSupplier;

/** The first records of a source, and how much of the source they are. */
final class FirstRecords<R> implements Records<R> {
  private final Records<R> all;
  private final int most;
  private final DoubleSupplier read;
  private double share = 1;

  /**
   * @param read how much of the source was read, 0 to 1
   */
  FirstRecords(Records<R> all, int most, DoubleSupplier read) {
    this.all = all;
    this.most = most;
    this.read = read;
  }

  /** Of the latest reading: up to 1, which is the whole source. */
  double share() {
    return share;
  }

  @Override
  public List<String> names() {
    return all.names();
  }

  @Override
  public double fraction() {
    return all.fraction();
  }

  @Override
  public void read(Visitor<R> visitor) {
    share = 1;
    all.read(
        new Visitor<>() {
          private int seen;

          @Override
          public boolean record(R row, long line) {
            if (seen == most) {
              share = Math.clamp(read.getAsDouble(), Double.MIN_NORMAL, 1);
              return false;
            }
            seen++;
            return visitor.record(row, line);
          }

          @Override
          public void reject(Reject reject) {
            visitor.reject(reject);
          }
        });
  }
}
