package io.tollgate.gateway.identity;

import io.tollgate.catalog.codec.KeyHash;
import io.tollgate.gateway.catalog.CallerDirectory;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.Credential;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Turns what the caller presented into who it is. Thread-safe. */
public final class CallerResolver {

    /** Longer than any key; a longer credential is refused unread. */
    private static final int MOST_CREDENTIAL_CHARS = 4_096;

    private final CallerDirectory directory;
    private final InstantSource clock;

    public CallerResolver(CallerDirectory directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** The stage never fails. */
    public CompletionStage<Identification> resolve(Optional<Credential> credential) {
        if (credential.isEmpty() || credential.get().secret().isEmpty()) {
            return CompletableFuture.completedStage(new Identification.Refused(false));
        }
        String secret = credential.get().secret();
        if (secret.length() > MOST_CREDENTIAL_CHARS) {
            return CompletableFuture.completedStage(new Identification.Refused(true));
        }
        return directory
                .find(KeyHash.of(secret))
                .thenApply(this::judge)
                .exceptionally(failure -> new Identification.Unavailable());
    }

    private Identification judge(Optional<Caller> found) {
        return found.filter(caller -> caller.tenant().enabled() && caller.key().usableAt(clock.instant()))
                .<Identification>map(Identification.Identified::new)
                .orElseGet(() -> new Identification.Refused(true));
    }
}
