package io.tollgate.stack.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Java program to run.
 *
 * @param name for people and for {@code logs}
 * @param jar the program
 * @param flags of the JVM
 * @param environment on top of this JVM's own; may hold secrets
 * @param directory working directory
 * @param endpoint where it listens and logs
 */
public record ServiceSpec(
        String name, Path jar, List<String> flags, Map<String, String> environment, Path directory, Endpoint endpoint) {

    /**
     * Where a program listens and logs.
     *
     * @param port on 127.0.0.1
     * @param readyPath answers 200 once the program is ready
     * @param log receives its output
     */
    public record Endpoint(int port, String readyPath, Path log) {}

    public ServiceSpec {
        flags = List.copyOf(flags);
        environment = Map.copyOf(environment);
        if (!Files.exists(jar)) {
            throw new IllegalStateException(name + " is not built: " + jar + " is missing. Run './tollgate build'.");
        }
    }

    int port() {
        return endpoint.port();
    }

    String readyPath() {
        return endpoint.readyPath();
    }

    Path log() {
        return endpoint.log();
    }

    /** What the program unpacks and a {@code kill -9} leaves: of no use to the next process. */
    Path temporary() {
        return directory.toAbsolutePath().resolve("tmp-" + name);
    }

    List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-Djava.io.tmpdir=" + temporary());
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }

    /** Names the program only: the environment holds secrets. */
    @Override
    public String toString() {
        return name;
    }
}
