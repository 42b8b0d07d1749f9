package io.tollgate.catalog.pricing;

/**
 * Tokens by what they cost: each is in exactly one part. The input parts add up to the input, the output parts to the
 * output. All counts are zero or more.
 *
 * @param textInput input that is in none of the others
 * @param cachedInput input that was read from the backend's cache, of whatever kind
 * @param audioInput other input that was audio
 * @param imageInput other input that was images
 * @param textOutput output that is in none of the others
 * @param reasoning output that was spent on reasoning
 * @param audioOutput other output that was audio
 */
public record Billable(
        long textInput,
        long cachedInput,
        long audioInput,
        long imageInput,
        long textOutput,
        long reasoning,
        long audioOutput) {

    /** Input and output, and what of them is cached and reasoning; parts that are larger than the whole are cut to it. */
    public static Billable of(long input, long cachedInput, long output, long reasoning) {
        long cached = Math.min(cachedInput, input);
        long thought = Math.min(reasoning, output);
        return new Billable(input - cached, cached, 0, 0, output - thought, thought, 0);
    }

    /** The same with so much of the text being audio and images, at most all of it, audio first. */
    public Billable withMedia(long audio, long images, long spoken) {
        long audioPart = Math.min(audio, textInput);
        long imagePart = Math.min(images, textInput - audioPart);
        long spokenPart = Math.min(spoken, textOutput);
        return new Billable(
                textInput - audioPart - imagePart,
                cachedInput,
                audioInput + audioPart,
                imageInput + imagePart,
                textOutput - spokenPart,
                reasoning,
                audioOutput + spokenPart);
    }

    /** The same if all of the text that came out had been thought and not said. */
    public Billable withOutputAsReasoning() {
        return new Billable(textInput, cachedInput, audioInput, imageInput, 0, reasoning + textOutput, audioOutput);
    }

    /** All of them. */
    public long total() {
        return textInput + cachedInput + audioInput + imageInput + textOutput + reasoning + audioOutput;
    }
}
