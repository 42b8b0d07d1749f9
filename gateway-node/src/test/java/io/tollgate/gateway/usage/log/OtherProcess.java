package io.tollgate.gateway.usage.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that takes over what it can, says how many logs that were, and ends. */
final class OtherProcess {

    private OtherProcess() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println(AbandonedLog.takeAll(Path.of(arguments[0])).size());
    }

    /** How many logs under {@code base} another process can take. */
    static int takes(Path base) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        base.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the other process failed");
        }
        return Integer.parseInt(said.strip());
    }
}
