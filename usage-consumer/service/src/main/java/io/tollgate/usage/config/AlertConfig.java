package io.tollgate.usage.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Who is told of budgets, and how often they are judged. Never shows its secrets.
 *
 * @param webhookUrl what is called; nothing when empty
 * @param webhookSecret by which calls are signed; unsigned when empty
 * @param budgetInterval between two rounds
 */
public record AlertConfig(Optional<URI> webhookUrl, Optional<String> webhookSecret, Duration budgetInterval) {

    /** An address may hold a token. */
    @Override
    public String toString() {
        return "AlertConfig[webhook " + (webhookUrl.isPresent() ? "set" : "none") + "]";
    }
}
