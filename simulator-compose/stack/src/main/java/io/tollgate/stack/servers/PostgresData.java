package io.tollgate.stack.servers;

import io.tollgate.stack.process.ChildProcess;
import io.tollgate.stack.process.FileTrees;
import io.tollgate.stack.process.Privileges;
import io.tollgate.stack.process.StartFailedException;
import io.tollgate.stack.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL data directory that an unprivileged user owns.
 *
 * @param path the data directory
 * @param password the superuser's password
 * @param programs the directory of the PostgreSQL programs
 */
record PostgresData(Path path, String password, Path programs) {

    private static final Duration INITDB = Duration.ofSeconds(60);
    private static final int PASSWORD_BYTES = 16;

    /** The data below {@code directory}, made when there is none. */
    static PostgresData in(Path directory, ServerBinaries binaries) {
        try {
            var path = Reach.of(directory).resolve("data");
            var passwordFile = directory.resolve("password");
            if (Files.exists(path.resolve("PG_VERSION")) && Files.exists(passwordFile)) {
                return new PostgresData(path, Files.readString(passwordFile), binaries.postgres());
            }
            FileTrees.delete(path);
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            Privileges.giveAway(path);
            var made = new PostgresData(path, newPassword(), binaries.postgres());
            made.initialise(directory);
            FileTrees.writeSecret(passwordFile, made.password());
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare PostgreSQL's data in " + directory, e);
        }
    }

    /** A PostgreSQL program with its arguments, to be run without root's rights. */
    List<String> command(String program, String... arguments) {
        var command = new ArrayList<>(Privileges.dropRoot());
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private void initialise(Path directory) throws IOException {
        var passwordFile = Files.createTempFile("tollgate-", ".pw");
        try {
            Files.writeString(passwordFile, password);
            Privileges.giveAway(passwordFile);
            run(
                    directory,
                    command(
                            "initdb",
                            "-D",
                            path.toString(),
                            "-U",
                            PostgresServer.USER,
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--no-locale",
                            "--no-sync"));
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        var create = command("postgres", "--single", "-F", "-D", path.toString(), "postgres");
        var shell = new ArrayList<>(List.of("/bin/sh", "-c", "echo 'CREATE DATABASE tollgate' | \"$@\"", "sh"));
        shell.addAll(create);
        run(directory, shell);
    }

    private static void run(Path directory, List<String> command) {
        var log = directory.resolve("initdb.log");
        var process =
                ChildProcess.start(new ChildProcess.Spec("initdb", command, Map.of("LC_ALL", "C"), directory, log));
        if (!Waiting.until(INITDB, () -> !process.isRunning()) || process.exitCode() != 0) {
            process.kill();
            throw new StartFailedException("PostgreSQL could not make its database. Is the disk full?", log);
        }
    }

    private static String newPassword() {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
