package dev.alidade.engine.runtime;

import dev.alidade.engine.ExecutionPath;
import java.util.Optional;

/**
 * What callers of kernels need to know of a module.
 *
 * @param path how calls to it are recorded; empty where it cannot be used
 * @param problem why it cannot be used, as a sentence without its full stop
 */
public record ModuleState(
    String name,
    String version,
    String sha256,
    Optional<ExecutionPath> path,
    Optional<String> problem,
    ModuleCircuit circuit) {}
