package dev.alidade.samples;

import java.util.Locale;
import java.util.Random;

/** The kinds of agent, with the figures their runs and memories are drawn from. */
enum AgentType {
  SUPPORT(27, 26, 2_600, 0.7, 95, 1.2, 0.025),
  BILLING(18, 22, 1_900, 0.6, 90, 1.2, 0.029),
  CODING(17, 15, 21_000, 1.0, 140, 6.0, 0.042),
  RESEARCH(12, 12, 34_000, 0.9, 170, 4.5, 0.034),
  OPS(11, 11, 5_200, 1.1, 60, 1.2, 0.031),
  ANALYTICS(8, 6, 9_400, 0.8, 110, 2.4, 0.022),
  SALES(4, 5, 3_900, 0.6, 100, 2.4, 0.013),
  SECURITY(3, 3, 7_700, 1.2, 75, 4.5, 0.028);

  private final int runShare;
  private final int memoryShare;
  final int medianMillis;
  final double spread;
  final int tokensPerSecond;
  final double usdPerMillionTokens;
  final double failureRate;

  AgentType(
      int runShare,
      int memoryShare,
      int medianMillis,
      double spread,
      int tokensPerSecond,
      double usdPerMillionTokens,
      double failureRate) {
    this.runShare = runShare;
    this.memoryShare = memoryShare;
    this.medianMillis = medianMillis;
    this.spread = spread;
    this.tokensPerSecond = tokensPerSecond;
    this.usdPerMillionTokens = usdPerMillionTokens;
    this.failureRate = failureRate;
  }

  /** The value of the {@code agent_type} column. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A type by its share of the runs. */
  static AgentType ofRun(Random random) {
    int left = random.nextInt(100);
    for (AgentType type : values()) {
      left -= type.runShare;
      if (left < 0) {
        return type;
      }
    }
    throw new IllegalStateException("the shares of the runs do not add up to 100");
  }

  /** A type by its share of the memories. */
  static AgentType ofMemory(Random random) {
    int left = random.nextInt(100);
    for (AgentType type : values()) {
      left -= type.memoryShare;
      if (left < 0) {
        return type;
      }
    }
    throw new IllegalStateException("the shares of the memories do not add up to 100");
  }
}
