package io.tollgate.gateway.admission.estimate.image;

import io.tollgate.gateway.admission.estimate.image.PatchRule.Fit;
import java.util.List;

/**
 * Which rule a model has, by its name. Models that are named in the vendors' table of sizes and not in that of multipliers count
 * a patch as one token.
 */
final class ImageRules {

    private record Named(String prefix, ImageRule rule) {}

    private static final Fit SMALL = new Fit(1_536, 2_048);
    private static final Fit LARGE = new Fit(2_500, 2_048);
    private static final Fit ORIGINAL = new Fit(10_000, 6_000);

    private static final int ONE = 100;
    private static final ImageRule MINI = PatchRule.of(162, SMALL);
    private static final ImageRule NANO = PatchRule.of(246, SMALL);
    private static final ImageRule PLAIN = PatchRule.of(ONE, SMALL);

    private static final ImageRule GPT_4O = new TileRule(85, 170);

    /** The first that fits counts. */
    private static final List<Named> BY_PREFIX = List.of(
            new Named("gpt-4o-mini", new TileRule(2_833, 5_667)),
            new Named("gpt-4.1-mini", MINI),
            new Named("gpt-4.1-nano", NANO),
            new Named("gpt-5-mini", MINI),
            new Named("gpt-5-nano", NANO),
            new Named("gpt-5-codex-mini", PLAIN),
            new Named("gpt-5.1-codex-mini", PLAIN),
            new Named("gpt-5.2", PLAIN),
            new Named("gpt-5.3-codex", PLAIN),
            new Named("gpt-5.4-mini", MINI),
            new Named("gpt-5.4-nano", NANO),
            new Named("gpt-5.4", new PatchRule(ONE, LARGE, ORIGINAL, LARGE)),
            new Named("gpt-5.5", new PatchRule(ONE, LARGE, ORIGINAL, ORIGINAL)),
            new Named("gpt-5", new TileRule(70, 140)),
            new Named("o4-mini", PatchRule.of(172, SMALL)),
            new Named("o1", new TileRule(75, 150)),
            new Named("o3", new TileRule(75, 150)),
            new Named("computer-use-preview", new TileRule(65, 129)));

    private ImageRules() {}

    /** The rule of {@code model}; of GPT-4.1, GPT-4.5 and models that are not known, that of GPT-4o. */
    static ImageRule of(String model) {
        for (Named named : BY_PREFIX) {
            if (model.startsWith(named.prefix())) {
                return named.rule();
            }
        }
        return GPT_4O;
    }
}
