package io.tollgate.simulator.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.random.RandomGenerator;

/**
 * A normal distribution that is cut off at zero. In JSON a number is a spread of no width.
 *
 * @param mean the middle, not negative, in the unit that the property's name says
 * @param stdDev the standard deviation, not negative, in the same unit
 */
public record Spread(double mean, double stdDev) {

    /** Always zero. */
    public static final Spread ZERO = new Spread(0, 0);

    /** Refuses what is negative or not a number. */
    public Spread {
        if (!(mean >= 0 && mean <= 1e9)) {
            throw new InvalidConfigException("mean", "is a number from 0 to 1,000,000,000");
        }
        if (!(stdDev >= 0 && stdDev <= 1e9)) {
            throw new InvalidConfigException("stdDev", "is a number from 0 to 1,000,000,000");
        }
    }

    /** A spread of no width. */
    public static Spread exactly(double value) {
        return new Spread(value, 0);
    }

    /** Reads {@code 200} or {@code {"mean": 200, "stdDev": 20}}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Spread read(JsonNode json) {
        if (json.isNumber()) {
            return exactly(json.doubleValue());
        }
        if (!json.isObject()) {
            throw new InvalidConfigException("mean", "a spread is a number or an object with mean and stdDev");
        }
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!name.equals("mean") && !name.equals("stdDev")
                    || !json.get(name).isNumber()) {
                throw new InvalidConfigException(name, "a spread has the numbers mean and stdDev and nothing else");
            }
        }
        return new Spread(json.path("mean").asDouble(), json.path("stdDev").asDouble());
    }

    /** One draw, never below zero. */
    public double sample(RandomGenerator random) {
        return stdDev == 0 ? mean : Math.max(0, random.nextGaussian(mean, stdDev));
    }

    /** Whether every draw is zero. */
    public boolean alwaysZero() {
        return mean == 0 && stdDev == 0;
    }
}
