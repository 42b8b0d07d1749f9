package io.tollgate.bench.proof;

import io.tollgate.bench.system.StackStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The command line of the proof: the file with {@code tollgate status --json}, the binary, the file for the node's log. */
public final class ProofMain {

    private static final int ARGUMENTS = 3;

    private ProofMain() {}

    /** Ends with 0 when everything holds, else with 1. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    static int run(String[] arguments, PrintStream out) {
        if (arguments.length != ARGUMENTS) {
            out.println("Usage: ProofMain STATUS-FILE BINARY LOG-FILE");
            return 1;
        }
        try {
            StackStatus status = StackStatus.parse(Files.readString(Path.of(arguments[0])));
            new NodeProof(System::nanoTime, out::println).prove(status, Path.of(arguments[1]), Path.of(arguments[2]));
            return 0;
        } catch (IOException failed) {
            out.println("FAILED: " + failed.getMessage());
            return 1;
        }
    }
}
