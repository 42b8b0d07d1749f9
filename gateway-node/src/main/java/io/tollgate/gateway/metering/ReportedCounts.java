package io.tollgate.gateway.metering;

import java.util.Arrays;
import java.util.Optional;

/** The numbers of usage objects, in the words of any vendor: of one object, or of all that have come. */
final class ReportedCounts {

    private static final long ABSENT = -1;

    private enum Count {
        INPUT,
        OUTPUT,
        TOTAL,
        CACHED_INPUT,
        /** Input by the name under which what came from a cache or went into one may stand beside it. */
        INPUT_TOKENS,
        CACHE_READ,
        CACHE_WRITTEN,
        REASONING,
        AUDIO_INPUT,
        AUDIO_OUTPUT,
        IMAGE_INPUT
    }

    private final long[] counts = new long[Count.values().length];
    private boolean ofOutput;

    ReportedCounts() {
        clear();
    }

    void clear() {
        Arrays.fill(counts, ABSENT);
    }

    /** The details of this name follow. */
    void details(Name name) {
        ofOutput = name == Name.COMPLETION_TOKENS_DETAILS || name == Name.OUTPUT_TOKENS_DETAILS;
    }

    void put(Name name, long value) {
        switch (name) {
            case PROMPT_TOKENS -> put(Count.INPUT, value);
            case INPUT_TOKENS -> {
                put(Count.INPUT, value);
                put(Count.INPUT_TOKENS, value);
            }
            case COMPLETION_TOKENS, OUTPUT_TOKENS -> put(Count.OUTPUT, value);
            case TOTAL_TOKENS -> put(Count.TOTAL, value);
            case CACHED_TOKENS, PROMPT_CACHE_HIT_TOKENS -> put(Count.CACHED_INPUT, value);
            case CACHE_READ_INPUT_TOKENS -> {
                put(Count.CACHED_INPUT, value);
                put(Count.CACHE_READ, value);
            }
            case CACHE_CREATION_INPUT_TOKENS -> put(Count.CACHE_WRITTEN, value);
            case REASONING_TOKENS -> put(Count.REASONING, value);
            case AUDIO_TOKENS -> put(ofOutput ? Count.AUDIO_OUTPUT : Count.AUDIO_INPUT, value);
            case IMAGE_TOKENS -> {
                if (!ofOutput) {
                    put(Count.IMAGE_INPUT, value);
                }
            }
            default -> {}
        }
    }

    /** A zero does not take back a count. */
    private void put(Count count, long value) {
        if (value > 0 || value == 0 && get(count) == 0) {
            counts[count.ordinal()] = value;
        }
    }

    /** Takes over what a later object says. What that does not name stays, and so does a count for which it has zero. */
    void complete(ReportedCounts later) {
        if (later.get(Count.OUTPUT) > 0) {
            // A total is that of the output beside it.
            counts[Count.TOTAL.ordinal()] = ABSENT;
        }
        for (Count count : Count.values()) {
            put(count, later.counts[count.ordinal()]);
        }
    }

    /** The output as it is said to be, 0 when nothing is said. */
    long output() {
        long total = get(Count.TOTAL);
        long output = get(Count.OUTPUT);
        long reasoning = get(Count.REASONING);
        // Some vendors count reasoning beside the output; their total has both.
        long whole = isNamed(Count.INPUT) ? Math.max(output, total - namedInput()) : output;
        return reasoning > whole ? whole + reasoning : whole;
    }

    /**
     * The input when it is named, else 0. Some vendors count what came from the cache, or went into it, beside the input.
     *
     * @see <a href="https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching">how Anthropic counts</a>
     */
    long namedInput() {
        long input = get(Count.INPUT);
        boolean isWhole = isNamed(Count.TOTAL) && get(Count.TOTAL) == input + get(Count.OUTPUT);
        if (isNamed(Count.INPUT_TOKENS) && !isWhole) {
            input += get(Count.CACHE_READ) + get(Count.CACHE_WRITTEN);
        }
        long cached = get(Count.CACHED_INPUT);
        return isNamed(Count.INPUT) && cached > input ? input + cached : input;
    }

    long cachedInput() {
        return get(Count.CACHED_INPUT);
    }

    /** What all of it says; empty when neither input nor a total is named. */
    Optional<UsageReading.Reported> reading() {
        if (!isNamed(Count.INPUT) && !isNamed(Count.TOTAL)) {
            return Optional.empty();
        }
        long output = output();
        long input = isNamed(Count.INPUT) ? namedInput() : Math.max(0, get(Count.TOTAL) - output);
        return Optional.of(new UsageReading.Reported(
                input,
                Math.min(get(Count.CACHED_INPUT), input),
                output,
                Math.min(get(Count.REASONING), output),
                Math.min(get(Count.AUDIO_INPUT), input),
                Math.min(get(Count.AUDIO_OUTPUT), output),
                Math.min(get(Count.IMAGE_INPUT), input)));
    }

    private boolean isNamed(Count count) {
        return counts[count.ordinal()] != ABSENT;
    }

    private long get(Count count) {
        return Math.max(0, counts[count.ordinal()]);
    }
}
