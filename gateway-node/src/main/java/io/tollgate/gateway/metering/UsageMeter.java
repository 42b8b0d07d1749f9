package io.tollgate.gateway.metering;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Watches one answer pass. Not thread-safe: for the event loop that the answer comes in on. Never throws, whatever the
 * backend sends.
 */
public interface UsageMeter {

    /** A meter for a stream of server-sent events; {@code hideUsage} as in {@link SseMeter}. */
    static UsageMeter ofStream(boolean hideUsage) {
        return new SseMeter(hideUsage);
    }

    /** A meter for a JSON document. */
    static UsageMeter ofDocument() {
        return new JsonMeter();
    }

    /**
     * Takes the next bytes of the answer, of which it keeps none.
     *
     * @return what is to be passed on now: {@code chunk} itself, a part of what has come so far, or an empty buffer
     */
    Buffer accept(Buffer chunk);

    /**
     * The answer has come to its end. To be called once; not at all when it broke off.
     *
     * @return what is still to be passed on, or an empty buffer
     */
    Buffer end();

    /**
     * Whether an event with something for the caller has come whole: text, a tool call, a refusal, the reason for the end.
     * What stands before it are preliminaries: the role, the verdict on the prompt. Of a document, whether any byte has.
     */
    boolean contentStarted();

    /** Whether there has been data that is no JSON and not {@code [DONE]}; of a document, once it has ended. */
    boolean malformed();

    /** Whether a part of an event has passed and its end has not. */
    boolean midEvent();

    /** Whether the backend reported a failure inside the answer. */
    default boolean failed() {
        return failure().isPresent();
    }

    /** The first failure that the backend reported inside the answer. */
    Optional<AnswerFailure> failure();

    /**
     * Whether the answer is whole. A document is when it is well-formed. A stream is when {@code [DONE]}, the last event of
     * the Responses API or a reason for the end of each choice has come, or when it ended with a usage in an event of its own.
     */
    boolean complete();

    /**
     * Whether the last event of the Responses API has come. It ends a stream, also when it tells of a failure.
     *
     * @see <a href="https://platform.openai.com/docs/api-reference/responses-streaming">the events of a response</a>
     */
    boolean terminalEvent();

    /** The model that the backend says it used. */
    Optional<String> reportedModel();

    /** The answer's id, by which the backend may remember it; empty until it has come, or when it is too long to be one. */
    Optional<String> answerId();

    /** Output that has come so far, counted, whatever the backend has said of it. */
    long passedTokens();

    /** What is known so far. */
    UsageReading reading();
}
