package io.tollgate.scenarios.proof.usage.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.browser.Tab;
import io.tollgate.scenarios.calls.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The page's own decimals against Java's, on numbers of any length. */
final class Arithmetic {

    private static final int MOST_DIGITS = 40;
    private static final int MOST_SCALE = 24;

    private Arithmetic() {}

    /** How many of {@code number} pairs come out differently. */
    static int differences(Tab tab, int number, long seed) {
        var random = new SplittableRandom(seed);
        List<List<Object>> pairs = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            pairs.add(List.of(draw(random).toPlainString(), draw(random).toPlainString(), random.nextInt(MOST_SCALE)));
        }
        JsonNode found = tab.evaluate("(" + Script.ARITHMETIC.text() + ")(" + Json.write(pairs) + ")");
        int differences = number - found.size();
        for (int i = 0; i < found.size(); i++) {
            differences += isRight(pairs.get(i), found.get(i)) ? 0 : 1;
        }
        return differences;
    }

    private static BigDecimal draw(SplittableRandom random) {
        StringBuilder digits = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
        for (int i = random.nextInt(MOST_DIGITS); i >= 0; i--) {
            digits.append(random.nextInt(2) == 0 ? 5 : random.nextInt(10));
        }
        return new BigDecimal(new BigInteger(digits.toString()), random.nextInt(MOST_SCALE));
    }

    private static boolean isRight(List<Object> pair, JsonNode found) {
        BigDecimal left = new BigDecimal((String) pair.get(0));
        BigDecimal right = new BigDecimal((String) pair.get(1));
        BigDecimal rounded = left.setScale((Integer) pair.get(2), RoundingMode.HALF_UP);
        return found.get(0).asText().equals(left.add(right).toPlainString())
                && found.get(1).asText().equals(left.subtract(right).toPlainString())
                && found.get(2).asText().equals(rounded.toPlainString())
                && new BigDecimal(found.get(3).asText()).compareTo(left) == 0
                && found.get(4).asInt() == left.compareTo(right);
    }
}
