package io.tollgate.simulator.answer;

import io.tollgate.simulator.journal.Tokens;
import io.tollgate.simulator.request.PromptPart;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/** Writes lists of embeddings: vectors of length one, the same for the same text, seed and dimensions. Pure. */
public final class EmbeddingAnswer {
    private EmbeddingAnswer() {}

    /**
     * How the vectors look.
     *
     * @param dimensions of each
     * @param base64 little-endian floats in base64 instead of an array of numbers
     * @param seed of all
     */
    public record Shape(int dimensions, boolean base64, long seed) {}

    /** A list of one vector per input. */
    public static Buffer list(List<PromptPart> inputs, Shape shape, String model, Tokens tokens) {
        Buffer json = Buffer.buffer("{\"object\":\"list\",\"data\":[");
        for (int index = 0; index < inputs.size(); index++) {
            json.appendString(index == 0 ? "" : ",")
                    .appendString("{\"object\":\"embedding\",\"index\":" + index + ",\"embedding\":");
            float[] vector = vector(inputs.get(index), shape);
            json.appendString(shape.base64() ? base64(vector) : numbers(vector)).appendString("}");
        }
        return json.appendString("],\"model\":\"" + model + "\",\"usage\":{\"prompt_tokens\":" + tokens.prompt()
                + ",\"total_tokens\":" + tokens.prompt() + "}}");
    }

    private static float[] vector(PromptPart input, Shape shape) {
        SplittableRandom random = new SplittableRandom(
                shape.seed() ^ input.texts().hashCode() * 0x9E3779B97F4A7C15L ^ input.framingTokens());
        float[] vector = new float[shape.dimensions()];
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (random.nextDouble() * 2 - 1);
            squares += vector[i] * (double) vector[i];
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    private static String numbers(float[] vector) {
        StringBuilder json = new StringBuilder(vector.length * 13).append('[');
        for (int i = 0; i < vector.length; i++) {
            json.append(i == 0 ? "" : ",").append(vector[i]);
        }
        return json.append(']').toString();
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : vector) {
            bytes.putFloat(value);
        }
        return "\"" + Base64.getEncoder().encodeToString(bytes.array()) + "\"";
    }
}
