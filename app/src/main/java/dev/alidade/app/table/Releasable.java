package dev.alidade.app.table;

/** Something that holds linear memory until it is closed; closing throws nothing. */
public interface Releasable extends AutoCloseable {
  @Override
  void close();
}
