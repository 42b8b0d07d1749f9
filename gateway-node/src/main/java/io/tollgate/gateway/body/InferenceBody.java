package io.tollgate.gateway.body;

import io.tollgate.catalog.Operation;
import io.tollgate.gateway.model.Reference;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The body of an inference request, read. Immutable as long as nobody writes to its bytes; shows no text of the prompt.
 */
public final class InferenceBody {

    /** Longer names of models are refused, wherever they stand: nothing has such a name, and usage events have bounds. */
    public static final int MOST_MODEL_CHARACTERS = 256;

    private final byte[] bytes;
    private final BodyFields fields;
    private final PromptFeatures features;
    private final List<Reference> references;

    InferenceBody(byte[] bytes, BodyFields fields) {
        this.bytes = bytes;
        this.fields = fields;
        this.features = fields.features();
        this.references = fields.references.stream()
                .sorted(Comparator.comparing(Reference::kind))
                .toList();
    }

    /**
     * Reads a body in one pass. Of fields that Tollgate does not interpret it is only looked whether they name something that
     * a backend may remember. The whole must be well-formed JSON in UTF-8, a byte order mark allowed, of at most 128 levels.
     *
     * @param bytes kept, not copied; not to be changed afterwards
     */
    public static BodyReading parse(Operation operation, byte[] bytes) {
        return BodyParser.parse(operation, bytes);
    }

    /** The body as it came. Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** What it was read as. */
    public Operation operation() {
        return fields.operation;
    }

    public Optional<String> model() {
        return Optional.ofNullable(fields.model);
    }

    /** Whether a stream is asked for. */
    public boolean stream() {
        return fields.stream;
    }

    /** Whether it leaves to the gateway to ask for usage, with {@code stream_options} that the caller did not send. */
    public boolean leavesUsageToUs() {
        return !fields.usageAsked && fields.streamOptionsStart == BodyFields.ABSENT;
    }

    /** Whether the caller itself asks for the usage chunk at the end of a stream. */
    public boolean usageAsked() {
        return fields.usageAsked;
    }

    /** The most tokens that each choice may have by the caller's own bound, 0 or more; empty when it names none. */
    public OptionalLong outputBoundTokens() {
        return fields.outputBoundTokens >= 0 ? OptionalLong.of(fields.outputBoundTokens) : OptionalLong.empty();
    }

    /** How many texts a backend generates for this request, 1 or more: each prompt as often as the caller says. */
    public int choices() {
        return Math.max(fields.choices, fields.bestOf) * Math.max(1, fields.prompts);
    }

    /** The end user by {@code user}, else by {@code safety_identifier}, which supersedes it; cut to 512 characters. */
    public Optional<String> user() {
        return Optional.of(fields.user.isEmpty() ? fields.safetyIdentifier : fields.user)
                .filter(user -> !user.isEmpty());
    }

    /** What the request names of what a backend remembers, each thing once, the most telling kinds first. */
    public List<Reference> references() {
        return references;
    }

    /** Whether the backend is to remember its answer. Only the Responses API has such answers. */
    public boolean store() {
        return fields.store;
    }

    public PromptFeatures features() {
        return features;
    }

    /** The body with the changes that {@code rewrite} asks for and every other byte as it came. */
    public byte[] rewritten(Rewrite rewrite) {
        return new Splice(bytes, fields).apply(rewrite);
    }

    @Override
    public String toString() {
        return "InferenceBody[" + bytes.length + " bytes, " + features + "]";
    }
}
