package io.tollgate.quota.keys;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.codec.KeyHash;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.limits.LimitDocument;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes keys: {@code tg_} and 256 random bits. Thread-safe if its source of chance is. */
@Singleton
public class KeyMint {

    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 8;

    private final RandomGenerator chance;

    public KeyMint(RandomGenerator chance) {
        this.chance = chance;
    }

    /**
     * A key that was made or brought along.
     *
     * @param record what is stored
     * @param secret what is shown, once
     */
    record Minted(ApiKey record, String secret) {
        @Override
        public String toString() {
            return "Minted[" + record.id() + "]";
        }
    }

    /**
     * @throws InvalidCatalogException when the request breaks a rule
     */
    Minted mint(String tenantId, KeyRequest request) {
        String secret = request.key() == null
                ? "tg_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES))
                : brought(request.key());
        String id = request.id() == null ? "key-" + HexFormat.of().formatHex(random(ID_BYTES)) : request.id();
        var record = new ApiKey(
                id,
                tenantId,
                request.application(),
                KeyHash.of(secret),
                false,
                Optional.ofNullable(request.expiresAt()).map(KeyMint::instant),
                LimitDocument.toLimits(request.limits()),
                Optional.ofNullable(request.priority()));
        return new Minted(record, secret);
    }

    private static String brought(String key) {
        if (!key.matches("[!-~]{32,256}")) {
            throw new InvalidCatalogException("key", "must be 32 to 256 visible ASCII characters without blanks");
        }
        return key;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidCatalogException("expiresAt", "must be an instant such as 2027-01-01T00:00:00Z");
        }
    }

    private byte[] random(int bytes) {
        var random = new byte[bytes];
        chance.nextBytes(random);
        return random;
    }
}
