package io.tollgate.stack.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A JVM that starts one child, writes down its id and waits to be killed. */
public final class ParentMain {

    private ParentMain() {}

    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(arguments[0]);
        var child = ChildProcess.start(new ChildProcess.Spec(
                "sleeper", List.of("sleep", "120"), Map.of(), directory, directory.resolve("sleeper.log")));
        var draft = Files.writeString(directory.resolve("pid.draft"), Long.toString(child.pid()));
        Files.move(draft, directory.resolve("pid"), StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
    }
}
