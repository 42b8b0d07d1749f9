package io.tollgate.usage.chargeback;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statement behind a report. A card applies from its instant until the next for the same model and deployment; one
 * for the deployment wins over one for the model alone. Tokens are summed by rate first and multiplied once, all of it in
 * integers and numeric, so that no call is too small to count.
 */
final class ChargebackSql {

    private static final String STATEMENT = """
            WITH card AS (
              SELECT model, deployment, currency, effective_from,
                lead(effective_from, 1, 'infinity') OVER (
                  PARTITION BY model, deployment ORDER BY effective_from, price_id) AS effective_until,
                input_rate, cached_input_rate AS cached_rate, output_rate
              FROM usage.rate_card WHERE withdrawn_at IS NULL AND region IS NULL AND tenant IS NULL),
            priced AS (
              SELECT %1$s,
                coalesce(own.currency, general.currency) AS currency,
                CASE WHEN own.model IS NOT NULL THEN own.input_rate ELSE general.input_rate END AS input_rate,
                CASE WHEN own.model IS NOT NULL THEN own.cached_rate ELSE general.cached_rate END AS cached_rate,
                CASE WHEN own.model IS NOT NULL THEN own.output_rate ELSE general.output_rate END AS output_rate,
                count(*) AS requests,
                count(*) FILTER (WHERE e.outcome = 'completed') AS completed,
                count(*) FILTER (WHERE e.outcome = 'denied') AS denied,
                count(*) FILTER (WHERE e.outcome = 'failed') AS failed,
                count(*) FILTER (WHERE e.outcome = 'partial') AS partial,
                count(*) FILTER (WHERE e.outcome = 'cancelled') AS cancelled,
                sum(e.input_tokens) AS input,
                sum(e.cached_input_tokens) AS cached,
                sum(least(e.cached_input_tokens, e.input_tokens)) AS cached_priced,
                sum(e.output_tokens) AS output,
                sum(e.reasoning_tokens) AS reasoning,
                coalesce(sum(e.input_tokens) FILTER (WHERE e.token_source = 'estimated'), 0)
                  + coalesce(sum(e.output_tokens) FILTER (WHERE e.token_source = 'estimated'), 0) AS estimated
              FROM usage.event_detail e
              LEFT JOIN card own ON own.model = e.model AND own.deployment = e.deployment
                AND e.occurred_at >= own.effective_from AND e.occurred_at < own.effective_until
              LEFT JOIN card general ON general.model = e.model AND general.deployment IS NULL
                AND e.occurred_at >= general.effective_from AND e.occurred_at < general.effective_until
              WHERE e.occurred_at >= ?::timestamptz AND e.occurred_at < ?::timestamptz%2$s
              GROUP BY %3$s)
            SELECT %4$s, currency,
              sum(requests), sum(completed), sum(denied), sum(failed), sum(partial), sum(cancelled),
              sum(input), sum(cached), sum(output), sum(reasoning), sum(estimated),
              coalesce(sum(input + output) FILTER (WHERE currency IS NULL), 0),
              coalesce(sum((input - cached_priced) * input_rate + cached_priced * cached_rate + output * output_rate), 0)
            FROM priced GROUP BY %4$s, currency ORDER BY %4$s, currency LIMIT ?""";

    private static final int RATE_COLUMNS = 4;

    private ChargebackSql() {}

    /** The text, and the values of its parameters but for the limit. */
    record Statement(String text, List<Object> parameters) {}

    static Statement of(ChargebackQuery query) {
        List<Dimension> by = query.groupBy();
        List<Object> parameters =
                new ArrayList<>(List.of(query.from().toString(), query.to().toString()));
        StringBuilder filters = new StringBuilder();
        for (Map.Entry<Dimension, List<String>> filter : query.filters().entrySet()) {
            filters.append(" AND ").append(filter.getKey().sql()).append(" = ANY (?)");
            parameters.add(filter.getValue().toArray(String[]::new));
        }
        String keys = IntStream.range(0, by.size())
                .mapToObj(i -> by.get(i).sql() + " AS k" + i)
                .collect(Collectors.joining(", "));
        String names = IntStream.range(0, by.size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
        String positions = IntStream.rangeClosed(1, by.size() + RATE_COLUMNS)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        return new Statement(STATEMENT.formatted(keys, filters, positions, names), parameters);
    }
}
