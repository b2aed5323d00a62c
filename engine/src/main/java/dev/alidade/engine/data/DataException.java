package dev.alidade.engine.data;

import dev.alidade.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** Failures of transforms and aggregations. */
public abstract sealed class DataException extends EngineException {
  private static final long serialVersionUID = 1L;

  DataException(String code, String sentence, String remedy, @Nullable Throwable cause) {
    super(code, sentence, remedy, cause);
  }

  /** A step cannot run on its input. */
  public static final class StepFailed extends DataException {
    private static final long serialVersionUID = 1L;
    private final int index;

    /**
     * @param index position of the step in its pipeline
     */
    public StepFailed(
        int index, String code, String sentence, String remedy, @Nullable Throwable cause) {
      super(code, sentence, remedy, cause);
      this.index = index;
    }

    public int index() {
      return index;
    }
  }

  /** An expression cannot be read. */
  public static final class ExpressionInvalid extends DataException {
    private static final long serialVersionUID = 1L;
    private final int position;

    /**
     * @param position character at which it went wrong, from 0
     */
    public ExpressionInvalid(int position, String sentence, String remedy) {
      super("XFRM-101", sentence, remedy, null);
      this.position = position;
    }

    public int position() {
      return position;
    }
  }

  /** An aggregation cannot be computed. */
  public static final class AggregationFailed extends DataException {
    private static final long serialVersionUID = 1L;

    public AggregationFailed(String code, String sentence, String remedy) {
      super(code, sentence, remedy, null);
    }
  }

  /** A saved pipeline cannot be read. */
  public static final class PipelineInvalid extends DataException {
    private static final long serialVersionUID = 1L;

    public PipelineInvalid(String sentence, String remedy, @Nullable Throwable cause) {
      super("XFRM-301", sentence, remedy, cause);
    }
  }

  /**
   * Packed data cannot be unpacked: it ends early (XFRM-401), is broken (XFRM-402) or of no known
   * codec (XFRM-403).
   */
  public static final class PackedInvalid extends DataException {
    private static final long serialVersionUID = 1L;

    public PackedInvalid(String code, String sentence, String remedy, @Nullable Throwable cause) {
      super(code, sentence, remedy, cause);
    }
  }
}
