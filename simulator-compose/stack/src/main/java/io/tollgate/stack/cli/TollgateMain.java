package io.tollgate.stack.cli;

import io.tollgate.stack.admin.AdminCallException;
import io.tollgate.stack.process.StartFailedException;
import io.tollgate.stack.state.StateDirectory;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What the script {@code tollgate} starts: {@code up}, {@code down} or {@code status}, with the repository's root and the
 * state directory in the system properties {@code tollgate.root.dir} and {@code tollgate.state.dir}.
 */
public final class TollgateMain {

    private final Console console;
    private final Path root;
    private final Path state;

    TollgateMain(Console console, Path root, Path state) {
        this.console = console;
        this.root = root;
        this.state = state;
    }

    /** Ends with 0 when done, 1 when it failed, 2 when the arguments are wrong, 3 when nothing runs. */
    public static void main(String[] arguments) {
        var root = Path.of(System.getProperty("tollgate.root.dir", "")).toAbsolutePath();
        var state = Path.of(System.getProperty(
                "tollgate.state.dir", root.resolve(".tollgate").toString()));
        var console = new Console(stream(FileDescriptor.out), stream(FileDescriptor.err), System::nanoTime);
        System.exit(new TollgateMain(console, root, state).run(Arrays.asList(arguments)));
    }

    int run(List<String> arguments) {
        try {
            return dispatch(arguments);
        } catch (IllegalArgumentException e) {
            console.complain(e.getMessage());
            return ExitCodes.MISUSED;
        } catch (StartFailedException | AdminCallException | IllegalStateException e) {
            console.complain(e.getMessage());
            return ExitCodes.FAILED;
        } catch (IOException | UncheckedIOException e) {
            console.complain(e.getMessage()
                    + (e.getCause() == null ? "" : ": " + e.getCause().getMessage()));
            return ExitCodes.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCodes.FAILED;
        }
    }

    private int dispatch(List<String> arguments) throws IOException, InterruptedException {
        var command = arguments.isEmpty() ? "" : arguments.getFirst();
        var rest = arguments.isEmpty() ? List.<String>of() : arguments.subList(1, arguments.size());
        return switch (command) {
            case "up" -> new Up(console, root, state).run(UpOptions.parse(rest));
            case "down" -> new Down(console, new StateDirectory(state)).run(flag(command, rest, "--wipe"));
            case "status" -> new Status(console, new StateDirectory(state)).run(flag(command, rest, "--json"));
            default -> throw new IllegalArgumentException("There is no command '" + command + "'.");
        };
    }

    private static boolean flag(String command, List<String> arguments, String only) {
        arguments.stream()
                .filter(argument -> !argument.equals(only))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException(
                            "'" + command + "' does not know '" + unknown + "'. It takes " + only + ".");
                });
        return !arguments.isEmpty();
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
