package io.tollgate.gateway.body;

import io.tollgate.catalog.Operation;
import io.tollgate.gateway.body.image.Images;
import io.tollgate.gateway.model.Reference;
import java.util.LinkedHashSet;
import java.util.Set;

/** What one pass over a body found. Filled in by {@link BodyParser} and not changed afterwards. */
final class BodyFields {

    /** Stands for an offset or a number that the body does not hold. */
    static final int ABSENT = -1;

    final Operation operation;

    String model;
    String user = "";
    String safetyIdentifier = "";
    boolean stream;
    boolean usageAsked;
    long outputBoundTokens = ABSENT;
    int choices = 1;
    int bestOf = 1;

    /** Behind the opening brace. */
    int insertionOffset;

    boolean empty = true;
    int modelStart = ABSENT;
    int modelEnd;
    int streamOptionsStart = ABSENT;
    int streamOptionsEnd;

    /** Behind the opening brace of {@code stream_options}, when that is an object. */
    int streamOptionsInsertion = ABSENT;

    boolean streamOptionsEmpty = true;
    int includeUsageStart = ABSENT;
    int includeUsageEnd;

    final Set<Reference> references = new LinkedHashSet<>(0);
    int files;
    boolean store = true;

    final TextMeasure text = new TextMeasure();
    int messages;
    int prompts;
    long tokenIds;
    Images images = Images.NONE;
    int mediaParts;
    long toolBytes;

    BodyFields(Operation operation) {
        this.operation = operation;
    }

    PromptFeatures features() {
        return new PromptFeatures(
                messages, prompts, text.textBytes, text.nonAsciiBytes, tokenIds, images, mediaParts, toolBytes);
    }
}
