package io.tollgate.gateway.metering;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds in an answer's documents what the meters report. Plain answers are one document, streams one per event. Usage
 * and failures count once their document has ended; content counts as it comes.
 */
final class AnswerReader implements JsonHandler {

    /** A token is seldom less than this many bytes of text, and never more than one is sent for each delta. */
    private static final int UTF8_BYTES_PER_TOKEN = 4;

    private static final int MOST_LEVELS = 16;
    private static final int LEAST_ERROR_STATUS = 400;
    private static final int MOST_ERROR_STATUS = 599;

    private enum Place {
        ROOT,
        RESPONSE,
        USAGE,
        USAGE_DETAILS,
        ERROR,
        CHOICES,
        CHOICE,
        MESSAGE,
        PARTS,
        EXTRA
    }

    private final Place[] places = new Place[MOST_LEVELS];
    private int level;
    private Name name = Name.OTHER;

    private final ReportedCounts counts = new ReportedCounts();
    private boolean rootFound;
    private boolean usageFound;
    private boolean choicesFound;
    private boolean choicesEmpty;
    private boolean contentInChoice;
    private boolean answers;
    private boolean failureFound;
    private String failureCode = "";
    private int failureStatus;

    private Optional<UsageReading.Reported> reported = Optional.empty();
    private Optional<AnswerFailure> failure = Optional.empty();
    private final Envelope envelope = new Envelope();
    private long deltas;
    private long contentBytes;
    private boolean contentStarted;

    /** The document has come to its end. */
    void documentEnded(boolean wellFormed) {
        countDelta();
        if (usageFound && wellFormed) {
            reported = counts.reading().or(() -> reported);
        }
        if (failureFound) {
            fail();
        } else if (wellFormed && !envelope.isPreliminary() && (answers || rootFound && !choicesFound)) {
            contentStarted = true;
        }
    }

    /** Makes ready for the next document. */
    void reset() {
        level = 0;
        name = Name.OTHER;
        rootFound = false;
        usageFound = false;
        choicesFound = false;
        choicesEmpty = false;
        contentInChoice = false;
        answers = false;
        envelope.reset();
        failureFound = false;
        failureCode = "";
        failureStatus = 0;
    }

    /** The current document, or what surrounds it, is a report of failure. */
    void fail() {
        if (failure.isEmpty()) {
            failure = Optional.of(new AnswerFailure(failureCode, failureStatus));
        }
    }

    /** Whether the current document reports usage and, by having an empty list of choices, nothing else. */
    boolean isUsageOnly() {
        return usageFound && choicesFound && choicesEmpty;
    }

    Optional<AnswerFailure> failure() {
        return failure;
    }

    Envelope envelope() {
        return envelope;
    }

    /** Whether a document has ended that is more than preliminaries. */
    boolean contentStarted() {
        return contentStarted;
    }

    UsageReading reading() {
        if (reported.isPresent()) {
            return reported.get();
        }
        return contentBytes == 0
                ? new UsageReading.None()
                : new UsageReading.Counted(
                        Math.max(deltas, (contentBytes + UTF8_BYTES_PER_TOKEN - 1) / UTF8_BYTES_PER_TOKEN));
    }

    @Override
    public void key(byte[] bytes, int length) {
        name = Name.of(bytes, length);
    }

    @Override
    public boolean beginObject() {
        Place inside = level == 0 ? Place.ROOT : objectIn(places[level - 1]);
        rootFound |= level == 0;
        if (inside == Place.USAGE) {
            usageFound = true;
            counts.clear();
        } else if (inside == Place.USAGE_DETAILS) {
            counts.details(name);
        } else if (inside == Place.ERROR) {
            failureFound = true;
        }
        return enter(inside);
    }

    @Override
    public boolean beginArray() {
        return enter(level == 0 ? null : arrayIn(places[level - 1]));
    }

    /** Null for an object that is of no interest. */
    private Place objectIn(Place place) {
        return switch (place) {
            case ROOT, RESPONSE ->
                switch (name) {
                    case USAGE -> Place.USAGE;
                    case ERROR -> Place.ERROR;
                    case RESPONSE -> Place.RESPONSE;
                    default -> null;
                };
            case USAGE ->
                switch (name) {
                    case PROMPT_TOKENS_DETAILS,
                            INPUT_TOKENS_DETAILS,
                            COMPLETION_TOKENS_DETAILS,
                            OUTPUT_TOKENS_DETAILS -> Place.USAGE_DETAILS;
                    default -> null;
                };
            case CHOICES -> {
                choicesEmpty = false;
                yield Place.CHOICE;
            }
            case CHOICE -> name == Name.DELTA || name == Name.MESSAGE ? Place.MESSAGE : null;
            case MESSAGE -> name == Name.FUNCTION_CALL ? Place.PARTS : Place.EXTRA;
            case PARTS, EXTRA -> place;
            case USAGE_DETAILS, ERROR -> null;
        };
    }

    private Place arrayIn(Place place) {
        if (place == Place.ROOT && name == Name.CHOICES) {
            choicesFound = true;
            choicesEmpty = true;
            return Place.CHOICES;
        }
        return switch (place) {
            case MESSAGE -> name == Name.TOOL_CALLS || name == Name.CONTENT ? Place.PARTS : Place.EXTRA;
            case PARTS, EXTRA -> place;
            case null, default -> null;
        };
    }

    private boolean enter(Place inside) {
        if (inside == null || level == MOST_LEVELS) {
            return false;
        }
        places[level++] = inside;
        return true;
    }

    @Override
    public void end() {
        if (places[--level] == Place.CHOICE) {
            countDelta();
        }
    }

    private void countDelta() {
        deltas += contentInChoice ? 1 : 0;
        contentInChoice = false;
    }

    @Override
    public boolean wantsText() {
        return level > 0
                && switch (places[level - 1]) {
                    case ROOT, RESPONSE -> envelope.wants(name) || name == Name.CODE;
                    case ERROR -> true;
                    default -> false;
                };
    }

    @Override
    public void text(byte[] text, int kept, long utf8Bytes) {
        if (level == 0) {
            return;
        }
        switch (places[level - 1]) {
            case ROOT, RESPONSE -> envelopeText(text, kept, utf8Bytes);
            case ERROR -> errorText(text, kept);
            case CHOICE -> content(name == Name.TEXT, utf8Bytes);
            case MESSAGE -> messageText(utf8Bytes);
            case PARTS -> content(name == Name.ARGUMENTS || name == Name.NAME || name == Name.TEXT, utf8Bytes);
            case CHOICES -> choicesEmpty = false;
            case EXTRA -> answers |= utf8Bytes > 0;
            case USAGE, USAGE_DETAILS -> {}
        }
    }

    private void messageText(long utf8Bytes) {
        switch (name) {
            case ROLE -> {}
            case CONTENT, REFUSAL, REASONING, REASONING_CONTENT -> content(true, utf8Bytes);
            default -> content(false, utf8Bytes);
        }
    }

    private void envelopeText(byte[] text, int kept, long utf8Bytes) {
        switch (name) {
            case MODEL, ID, TYPE -> {
                envelope.text(name, level == 1, text, kept);
                failureFound |= envelope.isError();
            }
            case DELTA -> content(level == 1, utf8Bytes);
            case ERROR -> failureFound = true;
            case CODE -> errorText(text, kept);
            default -> {}
        }
    }

    private void errorText(byte[] text, int kept) {
        if (name == Name.CODE || name == Name.TYPE && failureCode.isEmpty()) {
            failureCode = new String(text, 0, kept, StandardCharsets.UTF_8);
        }
    }

    /** Some text of a choice is content to be counted, and all of it answers. */
    private void content(boolean isContent, long utf8Bytes) {
        answers |= utf8Bytes > 0;
        if (isContent && utf8Bytes > 0) {
            contentBytes += utf8Bytes;
            contentInChoice = true;
        }
    }

    @Override
    public void integer(long value) {
        if (level == 0) {
            return;
        }
        switch (places[level - 1]) {
            case USAGE, USAGE_DETAILS -> counts.put(name, value);
            case ROOT, RESPONSE, ERROR -> errorNumber(value);
            default -> other(false);
        }
    }

    private void errorNumber(long value) {
        if (name != Name.CODE && name != Name.STATUS) {
            return;
        }
        if (value >= LEAST_ERROR_STATUS && value <= MOST_ERROR_STATUS) {
            failureStatus = (int) value;
        }
        if (name == Name.CODE) {
            failureCode = Long.toString(value);
        }
    }

    @Override
    public void other(boolean isNull) {
        Place place = level == 0 ? Place.ROOT : places[level - 1];
        choicesEmpty &= place != Place.CHOICES;
        answers |= !isNull && (place == Place.MESSAGE || place == Place.EXTRA);
    }
}
