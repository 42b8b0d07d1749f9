package io.tollgate.catalog.codec;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.Tenant;

/**
 * Reads and writes published records. Unknown fields are ignored, so that an older node reads what a newer quota
 * service wrote. Thread-safe.
 */
public final class CatalogCodec {

    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(Limit.class, EarlierLimit.class)
            .build();

    /** The catalog record as JSON. */
    public String write(Record value) {
        return text(value);
    }

    /**
     * The catalog record as JSON with a first member {@code version}, by which a writer sees that what is published is
     * newer than what it holds. Readers ignore it.
     */
    public String writeStamped(Record value, long version) {
        ObjectNode stamped = json.createObjectNode().put("version", version);
        stamped.setAll(json.<ObjectNode>valueToTree(value));
        return text(stamped.put("version", version));
    }

    /**
     * @throws UnreadableCatalogException when the text is not JSON of such a record
     */
    public CatalogSnapshot readSnapshot(String text) {
        return read(text, CatalogSnapshot.class);
    }

    /**
     * @throws UnreadableCatalogException when the text is not JSON of such a record
     */
    public Tenant readTenant(String text) {
        return read(text, Tenant.class);
    }

    /**
     * @throws UnreadableCatalogException when the text is not JSON of such a record
     */
    public ApiKey readKey(String text) {
        return read(text, ApiKey.class);
    }

    /**
     * @throws UnreadableCatalogException when the text is not JSON of a record of this type
     */
    public <T extends Record> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UnreadableCatalogException(type.getSimpleName(), e);
        }
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("catalog records are always writable", e);
        }
    }

    /** Before there was anything but rates, an amount was called what it was for them. */
    interface EarlierLimit {
        @JsonAlias("perMinute")
        long amount();
    }

    /** A published record that this version cannot read. */
    public static final class UnreadableCatalogException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableCatalogException(String what, Throwable cause) {
            super("the published " + what + " cannot be read", cause);
        }
    }
}
