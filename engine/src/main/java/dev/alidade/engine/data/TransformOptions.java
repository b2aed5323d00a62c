package dev.alidade.engine.data;

/**
 * @param resultName name of the resulting data set
 * @param firstRows only so many rows of the input are read, for previews; 0 reads all
 */
public record TransformOptions(Pipeline pipeline, String resultName, long firstRows) {}
