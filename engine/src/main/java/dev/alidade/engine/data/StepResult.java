package dev.alidade.engine.data;

import dev.alidade.engine.PathChoice;

/** What a step made, and the path that did the bulk of it. */
record StepResult(Table table, PathChoice path) {}
