package dev.alidade.app.shell;

import java.nio.file.Path;

/**
 * A data set that ships with Alidade.
 *
 * @param file where it is
 * @param sentence what one can do with it
 * @param origin where it comes from
 */
public record Sample(
    Path file,
    String title,
    String sentence,
    long rows,
    long bytes,
    String kind,
    String origin,
    String licence) {}
