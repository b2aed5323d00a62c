package dev.alidade.engine.telemetry;

/**
 * What the process holds and has used. Counts and times run since its start.
 *
 * @param residentBytes memory that the process occupies in the machine
 * @param machineBytes memory that it could have, after a container's limit
 * @param nonHeapBytes what the JVM uses beside the heap: classes, compiled code
 * @param directBytes direct and mapped buffers
 * @param threads platform threads that live
 */
public record ProcessUsage(
    long heapUsedBytes,
    long heapLimitBytes,
    long residentBytes,
    long machineBytes,
    long cpuNanos,
    int processors,
    long gcCount,
    long gcMillis,
    long nonHeapBytes,
    long directBytes,
    int threads) {}
