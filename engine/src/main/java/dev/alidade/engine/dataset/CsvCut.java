package dev.alidade.engine.dataset;

/**
 * How a delimited file is cut into rows.
 *
 * @param titles records above the table, which are no rows
 * @param header whether the first record after them names the columns
 */
record CsvCut(char delimiter, int titles, boolean header) {}
