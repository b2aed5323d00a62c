package dev.alidade.engine.data;

import dev.alidade.engine.dataset.ColumnType;

/**
 * What an expression gives.
 *
 * @param nullable whether a row can be null
 */
public record ExpressionType(ColumnType type, boolean nullable) {}
