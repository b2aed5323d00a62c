package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.Shard;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Columns of one data set in the workspace: each region as blocks of bytes, as it lies in memory.
 */
final class StoredColumns {
  /** Small enough that writing one needs little memory; SQLite's own limit is 1 GB. */
  private static final int BLOCK_BYTES = 4 << 20;

  private final Connection connection;
  private final long dataset;

  StoredColumns(Connection connection, long dataset) {
    this.connection = connection;
    this.dataset = dataset;
  }

  /** Writes what the columns are, without their bytes. */
  void describe(Dataset data) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO dataset_columns (dataset, position, name, layout, rows, nulls, extent,"
                + " has_validity) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < data.columns().size(); i++) {
        Column column = data.column(i);
        insert.setLong(1, dataset);
        insert.setInt(2, i);
        insert.setString(3, column.field().name());
        insert.setString(4, ColumnLayout.of(column).name());
        insert.setLong(5, column.rowCount());
        insert.setLong(6, column.nullCount());
        insert.setInt(7, ColumnLayout.extent(column));
        insert.setInt(8, column.validity().isPresent() ? 1 : 0);
        insert.executeUpdate();
      }
    }
  }

  /** A piece of a column's bytes. */
  record Block(int position, int part, int number, Region region) {
    private long from() {
      return (long) number * BLOCK_BYTES;
    }

    int bytes() {
      return (int) Math.min(BLOCK_BYTES, region.bytes() - from());
    }
  }

  /** All bytes of the data set, in pieces. */
  static List<Block> blocks(Dataset data) {
    List<Block> blocks = new ArrayList<>();
    for (int position = 0; position < data.columns().size(); position++) {
      List<Region> regions = data.column(position).regions();
      for (int part = 0; part < regions.size(); part++) {
        Region region = regions.get(part);
        for (int number = 0; (long) number * BLOCK_BYTES < region.bytes(); number++) {
          blocks.add(new Block(position, part, number, region));
        }
      }
    }
    return blocks;
  }

  void write(Block block) throws SQLException {
    byte[] bytes = new byte[block.bytes()];
    MemorySegment.copy(
        block.region().segment(), ValueLayout.JAVA_BYTE, block.from(), bytes, 0, bytes.length);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO dataset_blocks (dataset, position, part, block, bytes)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      insert.setLong(1, dataset);
      insert.setInt(2, block.position());
      insert.setInt(3, block.part());
      insert.setInt(4, block.number());
      insert.setBytes(5, bytes);
      insert.executeUpdate();
    }
  }

  /** All columns in the shard, or none. */
  List<Column> read(Shard shard) throws SQLException {
    List<Column> columns = new ArrayList<>();
    boolean whole = false;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT position, name, layout, rows, nulls, extent, has_validity FROM dataset_columns"
                + " WHERE dataset = ? ORDER BY position")) {
      select.setLong(1, dataset);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          columns.add(readColumn(rows, shard));
        }
      }
      whole = true;
      return columns;
    } finally {
      if (!whole) {
        columns.forEach(Column::close);
      }
    }
  }

  private Column readColumn(ResultSet row, Shard shard) throws SQLException {
    try (Allocation allocation = new Allocation(shard.memory())) {
      List<Region> regions = readRegions(row.getInt(1), allocation);
      Optional<Region> validity =
          row.getInt(7) == 0 ? Optional.empty() : Optional.of(regions.removeFirst());
      Column column =
          ColumnLayout.valueOf(row.getString(3))
              .column(
                  row.getString(2),
                  row.getLong(4),
                  row.getLong(5),
                  row.getInt(6),
                  validity,
                  regions);
      allocation.keep();
      return column;
    }
  }

  private List<Region> readRegions(int position, Allocation allocation) throws SQLException {
    List<Region> regions = new ArrayList<>();
    try (PreparedStatement sizes =
        connection.prepareStatement(
            "SELECT part, sum(length(bytes)) FROM dataset_blocks"
                + " WHERE dataset = ? AND position = ? GROUP BY part ORDER BY part")) {
      sizes.setLong(1, dataset);
      sizes.setInt(2, position);
      try (ResultSet parts = sizes.executeQuery()) {
        while (parts.next()) {
          Region region = allocation.zeroed(parts.getLong(2));
          fill(region, position, parts.getInt(1));
          regions.add(region);
        }
      }
    }
    return regions;
  }

  private void fill(Region region, int position, int part) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT bytes FROM dataset_blocks WHERE dataset = ? AND position = ? AND part = ?"
                + " ORDER BY block")) {
      select.setLong(1, dataset);
      select.setInt(2, position);
      select.setInt(3, part);
      long at = 0;
      try (ResultSet blocks = select.executeQuery()) {
        while (blocks.next()) {
          byte[] bytes = blocks.getBytes(1);
          MemorySegment.copy(bytes, 0, region.segment(), ValueLayout.JAVA_BYTE, at, bytes.length);
          at += bytes.length;
        }
      }
    }
  }
}
