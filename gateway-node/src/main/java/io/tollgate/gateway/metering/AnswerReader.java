package io.tollgate.gateway.metering;

import io.tollgate.gateway.metering.json.JsonHandler;
import io.tollgate.gateway.metering.json.JsonNumber;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds in an answer's documents what the meters report. Plain answers are one document, streams one per event. Usage
 * and failures count once their document has ended; content counts as it comes.
 */
final class AnswerReader implements JsonHandler {

    private static final int MOST_LEVELS = 16;
    private static final int LEAST_ERROR_STATUS = 400;
    private static final int MOST_ERROR_STATUS = 599;

    private final Place[] places = new Place[MOST_LEVELS];
    private int level;
    private Name name = Name.OTHER;

    private final ReportedCounts counts = new ReportedCounts();
    private boolean rootFound;
    private boolean usageFound;
    private boolean choicesFound;
    private boolean choicesEmpty;
    private boolean answers;
    private boolean failureFound;
    private String failureCode = "";
    private int failureStatus;

    private final ReportedUsage usage = new ReportedUsage();
    private final Choices choices = new Choices();
    private final PassedOutput passed = new PassedOutput();
    private Optional<AnswerFailure> failure = Optional.empty();
    private final Envelope envelope = new Envelope();
    private boolean contentStarted;
    private boolean terminalEvent;

    /** The document has come to its end. */
    void documentEnded(boolean wellFormed) {
        passed.endDelta();
        if (wellFormed) {
            choices.endDocument();
        }
        if (usageFound && wellFormed) {
            usage.add(counts, choicesFound && choicesEmpty, choices, passed);
        }
        terminalEvent |= wellFormed && envelope.isTerminal();
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
        passed.beginDocument();
        choices.beginDocument();
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

    /** Whether the current document reports usage behind content and, by having an empty list of choices, nothing else. */
    boolean isUsageOnly() {
        return usageFound && choicesFound && choicesEmpty && contentStarted;
    }

    /** Whether the last event of the Responses API has come. */
    boolean terminalEvent() {
        return terminalEvent;
    }

    /** Whether the answer has said that nothing more of it comes. */
    boolean isFinished() {
        return terminalEvent || choices.allFinished();
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

    /** What is known; {@code ended} when the answer has come to its end. */
    UsageReading reading(boolean ended) {
        return usage.reading(passed, ended);
    }

    /** Output that has passed, as counted. */
    long passedTokens() {
        return passed.tokens();
    }

    @Override
    public void key(byte[] bytes, int length) {
        name = Name.of(bytes, length);
    }

    @Override
    public boolean beginObject() {
        Place inside = level == 0 ? Place.ROOT : places[level - 1].object(name);
        rootFound |= level == 0;
        if (inside == Place.USAGE) {
            usageFound = true;
            counts.clear();
        } else if (inside == Place.USAGE_DETAILS) {
            counts.details(name);
        } else if (inside == Place.ERROR) {
            failureFound = true;
        } else if (inside == Place.CHOICE) {
            choicesEmpty = false;
            choices.begin();
        }
        return enter(inside);
    }

    @Override
    public boolean beginArray() {
        Place inside = level == 0 ? null : places[level - 1].array(name);
        if (inside == Place.CHOICES) {
            choicesFound = true;
            choicesEmpty = true;
        }
        return enter(inside);
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
            passed.endDelta();
            choices.end();
        }
    }

    @Override
    public boolean wantsText() {
        return level > 0
                && switch (places[level - 1]) {
                    case ROOT, RESPONSE -> envelope.wants(name) || name == Name.CODE;
                    case ERROR, USAGE, USAGE_DETAILS -> true;
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
            case CHOICE -> choiceText(utf8Bytes);
            case MESSAGE -> messageText(utf8Bytes);
            case PARTS -> content(name == Name.ARGUMENTS || name == Name.NAME || name == Name.TEXT, utf8Bytes);
            case CHOICES -> choicesEmpty = false;
            case EXTRA -> extraText(utf8Bytes);
            case OUTPUT -> outputText(utf8Bytes);
            case USAGE, USAGE_DETAILS -> integer(JsonNumber.parse(text, kept));
            case VENDOR -> {}
        }
    }

    private void choiceText(long utf8Bytes) {
        if (name == Name.FINISH_REASON && utf8Bytes > 0) {
            choices.finish();
        }
        content(name == Name.TEXT, utf8Bytes);
    }

    private void extraText(long utf8Bytes) {
        if (name == Name.TRANSCRIPT) {
            content(true, utf8Bytes);
        } else {
            otherText(utf8Bytes);
        }
    }

    /** Something for the caller in a field that is not known. */
    private void otherText(long utf8Bytes) {
        if (utf8Bytes > 0) {
            answers = true;
            passed.other();
        }
    }

    private void outputText(long utf8Bytes) {
        switch (name) {
            case TEXT, ARGUMENTS, NAME, REFUSAL -> passed.repeated(utf8Bytes);
            default -> {}
        }
    }

    private void messageText(long utf8Bytes) {
        switch (name) {
            case ROLE -> {}
            case CONTENT, REFUSAL, REASONING, REASONING_CONTENT, REASONING_TEXT, THINKING, THOUGHT ->
                content(true, utf8Bytes);
            default -> otherText(utf8Bytes);
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
            passed.text(utf8Bytes);
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
            case CHOICE -> choiceNumber(value);
            default -> other(false);
        }
    }

    private void choiceNumber(long value) {
        if (name == Name.INDEX) {
            choices.index(value);
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
