package dev.alidade.engine.dataset;

import java.nio.charset.Charset;

/**
 * How a delimited text file is read: what was asked for, and what was found by looking at its
 * start.
 *
 * @param header whether the first record names the columns
 */
public record TextLayout(char delimiter, boolean header, Charset encoding) {}
