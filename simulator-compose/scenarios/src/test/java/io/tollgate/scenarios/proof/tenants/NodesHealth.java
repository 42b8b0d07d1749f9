package io.tollgate.scenarios.proof.tenants;

import io.tollgate.scenarios.stand.Stand;
import io.tollgate.stack.service.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What nodes occupy, and what they have complained of, at one moment.
 *
 * @param residentMib of the node that occupies most; 0 where that is not known
 * @param heapMib in use of all nodes after a collection
 * @param openFiles of the node that has most; 0 where that is not known
 * @param outOfMemory lines of their logs that say so
 */
record NodesHealth(long residentMib, long heapMib, long openFiles, long outOfMemory) {

    private static final double MIB = 1 << 20;
    private static final String OUT_OF_MEMORY = "OutOfMemoryError";

    static NodesHealth of(Stand stand) {
        return new NodesHealth(
                each(stand, stand::residentMib).max().orElse(0),
                heapMib(stand),
                each(stand, stand::openFiles).max().orElse(0),
                each(stand, node -> complaints(stand.process(node))).sum());
    }

    private static long heapMib(Stand stand) {
        for (int node = 0; node < stand.nodes(); node++) {
            collect(stand.process(node).pid());
        }
        return (long) (stand.metrics().sum("jvm_memory_used_bytes", "area=\"heap\"") / MIB);
    }

    private static void collect(long pid) {
        try {
            String jcmd =
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            int code = new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("jcmd ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private interface OfNode {
        long of(int node);
    }

    private static LongStream each(Stand stand, OfNode figure) {
        return IntStream.range(0, stand.nodes()).mapToLong(figure::of);
    }

    private static long complaints(ServiceProcess node) {
        try (var lines = Files.lines(node.log())) {
            return lines.filter(line -> line.contains(OUT_OF_MEMORY)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
