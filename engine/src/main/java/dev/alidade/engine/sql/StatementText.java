package dev.alidade.engine.sql;

/**
 * One statement, with what its words alone say of it.
 *
 * @param sql without a closing semicolon
 * @param onlyReads see {@link SqlText#onlyReads}
 * @param hasPlan see {@link SqlText#hasPlan}
 */
record StatementText(String sql, boolean onlyReads, boolean hasPlan, ParameterSlots slots) {
  static StatementText of(String sql) {
    return new StatementText(
        sql, SqlText.onlyReads(sql), SqlText.hasPlan(sql), new ParameterSlots(sql));
  }
}
