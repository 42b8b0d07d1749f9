package io.tollgate.scenarios.proof.usage.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.browser.Tab;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Every figure on the page against the API: its exact value is what the API has in the places that the figure names, and its
 * text is that value, rounded no further than a reader is told.
 */
final class ShownFigures {

    private static final Pattern DATE = Pattern.compile(
            "\\d{1,2} [A-Z][a-z]{2}( \\d{4})?|[A-Z][a-z]{2} \\d{4}|\\d{2}:\\d{2}(:\\d{2})?|[\\d.]+\\u202fm?s");
    private static final Pattern WORD = Pattern.compile("[^\\s,();:]*[0-9][^\\s,();:]*");
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final ExactApi api;
    private final List<String> wrong = new ArrayList<>();
    private int checked;

    ShownFigures(ExactApi api) {
        this.api = api;
    }

    /** Checks what the page shows now. */
    void check(Tab tab) {
        for (JsonNode figure : tab.evaluate(Script.FIGURES.text())) {
            checked++;
            try {
                BigDecimal exact = new BigDecimal(figure.path("value").asText());
                BigDecimal answered = sum(figure.path("terms"));
                if (exact.compareTo(answered) != 0) {
                    wrong.add("the API has " + answered.toPlainString() + ": " + figure);
                } else if (!isFaithful(figure, exact)) {
                    wrong.add("not what it stands for: " + figure);
                }
            } catch (NumberFormatException e) {
                wrong.add("no number: " + figure);
            }
        }
        checkWords(tab);
    }

    private BigDecimal sum(JsonNode terms) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode term : terms) {
            String text = term.asText();
            int pointer = text.indexOf('#');
            BigDecimal value = new BigDecimal(api.get(text.substring(1, pointer))
                    .at(text.substring(pointer + 1))
                    .asText());
            sum = text.startsWith("-") ? sum.subtract(value) : sum.add(value);
        }
        return sum;
    }

    private static boolean isFaithful(JsonNode figure, BigDecimal exact) {
        BigDecimal title = number(figure.path("title").asText().split(" ", 2)[0]);
        BigDecimal text = number(figure.path("text").asText());
        return title.compareTo(exact) == 0
                && switch (figure.path("kind").asText()) {
                    case "count" -> text.compareTo(exact) == 0;
                    case "money" -> text.scale() >= 2 && text.signum() == exact.signum() && isRounded(text, exact);
                    case "percent" -> isRounded(text, exact);
                    case "share" -> isRounded(text, exact.multiply(HUNDRED));
                    default -> false;
                };
    }

    /** A number as people write it, without thousands, percent and the long minus. */
    private static BigDecimal number(String text) {
        return new BigDecimal(
                text.replace(",", "").replace("%", "").replace("\u202f", "").replace('\u2212', '-'));
    }

    private static boolean isRounded(BigDecimal text, BigDecimal exact) {
        return text.subtract(exact).abs().compareTo(HALF.movePointLeft(text.scale())) <= 0;
    }

    /** Whatever else has digits is a date, a duration, or a word that the API said. */
    private void checkWords(Tab tab) {
        Set<String> said = new HashSet<>();
        api.answers().forEach(answer -> collect(answer, said));
        for (JsonNode words : tab.evaluate(Script.WORDS.text())) {
            WORD.matcher(DATE.matcher(words.asText()).replaceAll(" "))
                    .results()
                    .map(MatchResult::group)
                    .filter(word -> !said.contains(word))
                    .forEach(word ->
                            wrong.add("neither a figure nor of the API: '" + word + "' in '" + words.asText() + "'"));
        }
    }

    private static void collect(JsonNode node, Set<String> into) {
        if (node.isValueNode()) {
            into.add(node.asText());
            WORD.matcher(node.asText()).results().map(MatchResult::group).forEach(into::add);
        }
        node.forEach(child -> collect(child, into));
    }

    ExactApi api() {
        return api;
    }

    int checked() {
        return checked;
    }

    /** What is not as it should be, in words. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }
}
