package io.tollgate.gateway.metering;

import java.util.Optional;

/** Collects the numbers of one usage object, in the words of either API. */
final class ReportedCounts {

    private static final long ABSENT = -1;

    private long input;
    private long output;
    private long total;
    private long cachedInput;
    private long reasoning;
    private long audioInput;
    private long audioOutput;
    private long imageInput;
    private boolean ofOutput;

    ReportedCounts() {
        clear();
    }

    void clear() {
        input = ABSENT;
        output = ABSENT;
        total = ABSENT;
        cachedInput = 0;
        reasoning = 0;
        audioInput = 0;
        audioOutput = 0;
        imageInput = 0;
    }

    /** The details of this name follow. */
    void details(Name name) {
        ofOutput = name == Name.COMPLETION_TOKENS_DETAILS || name == Name.OUTPUT_TOKENS_DETAILS;
    }

    void put(Name name, long value) {
        if (value < 0) {
            return;
        }
        switch (name) {
            case PROMPT_TOKENS, INPUT_TOKENS -> input = value;
            case COMPLETION_TOKENS, OUTPUT_TOKENS -> output = value;
            case TOTAL_TOKENS -> total = value;
            case CACHED_TOKENS -> cachedInput = value;
            case REASONING_TOKENS -> reasoning = value;
            case AUDIO_TOKENS, IMAGE_TOKENS -> media(name, value);
            default -> {}
        }
    }

    private void media(Name name, long value) {
        if (name == Name.AUDIO_TOKENS && ofOutput) {
            audioOutput = value;
        } else if (name == Name.AUDIO_TOKENS) {
            audioInput = value;
        } else if (!ofOutput) {
            imageInput = value;
        }
    }

    /** What the object says; empty when it names no input. Output that is not named is what the total leaves for it. */
    Optional<UsageReading.Reported> reading() {
        if (input == ABSENT) {
            return Optional.empty();
        }
        long produced = output != ABSENT ? output : Math.max(0, total - input);
        return Optional.of(new UsageReading.Reported(
                input,
                Math.min(cachedInput, input),
                produced,
                Math.min(reasoning, produced),
                Math.min(audioInput, input),
                Math.min(audioOutput, produced),
                Math.min(imageInput, input)));
    }
}
