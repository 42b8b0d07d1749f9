package io.tollgate.gateway.upstream.credential;

import io.tollgate.catalog.rules.CredentialPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads files that hold credentials: below the allowed directories, links followed, and no larger than {@value #MAX_BYTES} bytes.
 * Does not block; thread-safe.
 */
public final class CredentialFiles {

    static final int MAX_BYTES = 65_536;

    private final Vertx vertx;
    private final CredentialPolicy policy;

    public CredentialFiles(Vertx vertx, CredentialPolicy policy) {
        this.vertx = vertx;
        this.policy = policy;
    }

    /**
     * The contents of the file that {@code file:/path} names. Fails when it must not be named or cannot be read; the message
     * names the reference, never what is in it.
     */
    public Future<Buffer> read(String reference) {
        return policy.fault(reference)
                .map(fault -> Future.<Buffer>failedFuture("credential " + reference + " " + fault))
                .orElseGet(() -> vertx.executeBlocking(() -> readNow(reference), false));
    }

    private Buffer readNow(String reference) throws IOException {
        Path file = Path.of(reference.substring("file:".length())).toRealPath();
        if (!isBelowOne(file)) {
            throw new IOException("credential " + reference + " leads out of the directories of credentials");
        }
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
            throw new IOException("credential " + reference + " is no file, or a large one");
        }
        return Buffer.buffer(Files.readAllBytes(file));
    }

    private boolean isBelowOne(Path file) throws IOException {
        for (Path directory : policy.directories()) {
            if (Files.isDirectory(directory) && file.startsWith(directory.toRealPath())) {
                return true;
            }
        }
        return false;
    }
}
