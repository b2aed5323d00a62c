package dev.alidade.engine.dataset;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.Shards;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a file part after part into the memory of one shard at a time. */
final class FileStream implements DatasetStream {
  private final Path path;
  private final LoadOptions options;
  private final Shards shards;
  private final int threads;
  private final String name;
  private final long bytes;
  private final Schema schema;

  /** Looks at the file for its columns. */
  FileStream(Path path, LoadOptions options, Shards shards, int threads, Progress progress) {
    this.path = path.toAbsolutePath();
    this.options = options;
    this.shards = shards;
    this.threads = threads;
    SourceFile file = new SourceFile(path, progress);
    this.name = options.name().orElse(file.title());
    this.bytes = file.bytes();
    this.schema = new Schema(DatasetReader.fields(path, options, progress, threads));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Path file() {
    return path;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Rejected forEach(List<String> columns, PartConsumer consumer, Progress progress) {
    columns.forEach(this::require);
    Parts parts = new Parts(consumer);
    try {
      DatasetReader.parts(path, options, progress, threads, columns, parts);
    } catch (Enough e) {
      return new Rejected(0, List.of());
    }
    return new Rejected(parts.rejects.count(), parts.rejects.kept());
  }

  private void require(String column) {
    if (schema.indexOf(column).isEmpty()) {
      throw new InvalidRequest(
          "The file " + path.getFileName() + " has no column \"" + column + "\".", schema.remedy());
    }
  }

  /** Ends a reading that nobody needs any more of. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super("enough", null, false, false);
    }
  }

  private final class Parts implements PartSink {
    private final PartConsumer consumer;
    private RejectList rejects = new RejectList();

    Parts(PartConsumer consumer) {
      this.consumer = consumer;
    }

    @Override
    public void begin(List<Field> fields) {
      consumer.begin(new Schema(fields));
    }

    @Override
    public void accept(List<ColumnBuilder> columns, long rows) {
      Shard shard = shards.roomiest("data");
      try (Dataset part =
          new Dataset(
              name,
              path.toString(),
              rows,
              ColumnBuilder.buildAll(columns, shard),
              shard,
              List.of(),
              0)) {
        consumer.accept(part);
      }
      if (!consumer.wantsMore()) {
        throw new Enough();
      }
    }

    @Override
    public void end(RejectList all) {
      rejects = all;
    }
  }

  @Override
  public DatasetProfile profile(Progress progress) {
    long start = System.nanoTime();
    Sketches sketches = new Sketches();
    try (Lanes lanes = new Lanes(threads)) {
      sketches.lanes = lanes;
      forEach(List.of(), sketches, progress);
    }
    return sketches.profile(System.nanoTime() - start);
  }

  private static final class Sketches implements PartConsumer {
    private final List<ColumnSketch> columns = new ArrayList<>();
    private CoMoments moments = new CoMoments(new Schema(List.of()));
    private long rows;
    private @Nullable Lanes lanes;

    @Override
    public void begin(Schema schema) {
      columns.clear();
      schema.fields().forEach(field -> columns.add(new ColumnSketch(field)));
      moments = new CoMoments(schema);
      rows = 0;
    }

    @Override
    public void accept(Dataset part) {
      rows += part.rowCount();
      Lanes threads = Objects.requireNonNull(lanes);
      threads.start(
          columns.size() + 1,
          task -> {
            if (task == 0) {
              moments.add(part);
            } else {
              columns.get(task - 1).add(part.column(task - 1));
            }
          });
      threads.finish();
    }

    DatasetProfile profile(long nanos) {
      return new DatasetProfile(
          columns.stream().map(ColumnSketch::profile).toList(),
          moments.correlations(),
          rows,
          nanos);
    }
  }

  @Override
  public Written export(
      List<String> columns,
      PartWork work,
      Path target,
      ExportOptions exportOptions,
      Progress progress) {
    Writing writing = new Writing(work);
    ExportLosses losses =
        DatasetExport.write(
            target,
            exportOptions,
            name,
            -1,
            output -> {
              writing.output = output;
              try {
                writing.rejected = forEach(columns, writing, progress);
              } catch (WriteFailed e) {
                e.rethrow();
              }
            });
    return new Written(writing.rows, writing.rejected, losses);
  }

  @Override
  public Dataset collect(
      List<String> columns, PartWork work, String result, long mostBytes, Progress progress) {
    CollectedParts parts = new CollectedParts(work, mostBytes);
    Rejected rejected = forEach(columns, parts, progress);
    return parts.build(result, path.toString(), shards.roomiest("data"), rejected);
  }

  private static final class Writing implements PartConsumer {
    private final PartWork work;
    private DatasetExport.@Nullable Output output;
    private long rows;
    private Rejected rejected = new Rejected(0, List.of());

    Writing(PartWork work) {
      this.work = work;
    }

    private DatasetExport.Output output() {
      return Objects.requireNonNull(output);
    }

    @Override
    public void begin(Schema schema) {
      rows = 0;
      work.begin();
      try {
        output().restart();
      } catch (IOException | SQLException e) {
        throw new WriteFailed(e);
      }
    }

    @Override
    public void accept(Dataset part) {
      Dataset result = work.apply(part);
      try {
        output().write(result.columns(), 0, result.rowCount());
        rows += result.rowCount();
      } catch (IOException | SQLException e) {
        throw new WriteFailed(e);
      } finally {
        if (result != part) {
          result.close();
        }
      }
    }

    @Override
    public boolean wantsMore() {
      return work.wantsMore();
    }
  }
}
