package io.tollgate.usage.amortisation;

/**
 * The cost of provisioned hours as SQL, to be put into a larger statement behind {@code WITH}.
 *
 * <p>An hour costs what the latest card of its deployment says that is in force when it begins; it counts as a whole once it
 * has begun. Its capacity, weights and reservations are those of the deployment when it begins. All of it is integers: a
 * part is rounded down, and what remains is in the line of unused capacity, so that the lines of an hour add up to its cost.
 *
 * <p>{@link #lines} ends in the table {@code provisioned_line}: {@code hour}, {@code deployment}, {@code model},
 * {@code region}, {@code currency}, {@code tenant}, {@code series_id} (0 where a line is no series': unused capacity, and a
 * reservation that its tenant did not use), {@code line} ({@code usage} or {@code unused}), {@code weighted} (thousandths of
 * weighted tokens), {@code cost} (paid) and {@code list_cost} (before the discount), both in 10<sup>-15</sup> of the currency.
 */
public final class ProvisionedSql {

    private static final String HOURS = """
            provisioned_bounds AS MATERIALIZED (
              SELECT from_time::timestamptz AS from_time, to_time::timestamptz AS to_time
              FROM (VALUES (?, ?)) AS b(from_time, to_time)),
            provisioned_card AS (
              SELECT deployment, model, currency, per_hour, discount_ppm, effective_from,
                lead(effective_from, 1, 'infinity') OVER (
                  PARTITION BY deployment ORDER BY effective_from, price_id DESC) AS effective_until
              FROM usage.rate_card
              WHERE withdrawn_at IS NULL AND deployment IS NOT NULL AND tenant IS NULL),
            provisioned_version AS (
              SELECT *,
                CASE WHEN lag(since) OVER versions IS NULL THEN '-infinity' ELSE since END AS valid_from,
                lead(since, 1, 'infinity') OVER versions AS valid_until
              FROM usage.deployment WINDOW versions AS (PARTITION BY id ORDER BY since)),
            provisioned_hour AS MATERIALIZED (
              SELECT h.hour, c.deployment, coalesce(v.model, c.model) AS model, coalesce(v.region, '') AS region,
                c.currency, c.per_hour::numeric * 1000000 AS list_cost,
                c.per_hour::numeric * (1000000 - c.discount_ppm) AS cost,
                coalesce(v.tokens_per_minute, 0)::numeric * 60000 AS capacity,
                coalesce(v.input_weight, 1000) AS input_weight,
                coalesce(v.cached_input_weight, 1000) AS cached_input_weight,
                coalesce(v.output_weight, 1000) AS output_weight,
                coalesce(v.reservations, '[]') AS reservations
              FROM provisioned_bounds b
              JOIN provisioned_card c ON c.per_hour IS NOT NULL AND c.effective_from < b.to_time
                AND c.effective_until > b.from_time
              CROSS JOIN LATERAL generate_series(
                date_trunc('hour', greatest(b.from_time, c.effective_from) + interval '1 hour' - interval '1 microsecond',
                  'UTC'),
                least(b.to_time, c.effective_until) - interval '1 microsecond',
                interval '1 hour') AS h(hour)
              LEFT JOIN provisioned_version v ON v.id = c.deployment AND h.hour >= v.valid_from
                AND h.hour < v.valid_until),
            provisioned_sum AS MATERIALIZED (
              SELECT r.hour, s.deployment, s.tenant, r.series_id,
                sum(r.text_input + r.audio_input + r.image_input) AS input, sum(r.cached_input) AS cached_input,
                sum(r.text_output + r.reasoning + r.audio_output) AS output
              FROM (
                SELECT * FROM usage.rollup
                WHERE hour >= (SELECT from_time FROM provisioned_bounds)
                  AND hour < (SELECT to_time FROM provisioned_bounds)
                OFFSET 0) r -- read once, not for every series
              JOIN usage.series s ON s.id = r.series_id
              WHERE s.deployment IN (SELECT deployment FROM provisioned_card WHERE per_hour IS NOT NULL)
              GROUP BY r.hour, s.deployment, s.tenant, r.series_id),
            provisioned_use AS MATERIALIZED (
              SELECT hour, deployment, r.tenant, r.series_id,
                r.input * h.input_weight + r.cached_input * h.cached_input_weight + r.output * h.output_weight
                  AS weighted
              FROM provisioned_sum r JOIN provisioned_hour h USING (hour, deployment))""";

    private static final String BY_USE = """
            provisioned_share AS (
              SELECT h.hour, h.deployment, u.tenant, u.series_id, u.weighted,
                div(h.cost * u.weighted, greatest(h.capacity, u.used)) AS cost,
                div(h.list_cost * u.weighted, greatest(h.capacity, u.used)) AS list_cost
              FROM provisioned_hour h
              JOIN (SELECT *, sum(weighted) OVER (PARTITION BY hour, deployment) AS used FROM provisioned_use) u
                USING (hour, deployment)
              WHERE u.weighted > 0)""";

    private static final String BY_RESERVATION = """
            provisioned_reserved AS (
              SELECT h.hour, h.deployment, r.tenant,
                div(h.cost * least(r.reserved * 60000, h.capacity), h.capacity) AS cost,
                div(h.list_cost * least(r.reserved * 60000, h.capacity), h.capacity) AS list_cost
              FROM provisioned_hour h
              CROSS JOIN LATERAL (
                SELECT entry ->> 'tenant' AS tenant, (entry ->> 'tokensPerMinute')::numeric AS reserved
                FROM jsonb_array_elements(h.reservations) AS entry) r
              WHERE h.capacity > 0),
            provisioned_share AS (
              SELECT r.hour, r.deployment, r.tenant, coalesce(u.series_id, 0) AS series_id,
                coalesce(u.weighted, 0) AS weighted,
                CASE WHEN u.weighted IS NULL THEN r.cost ELSE div(r.cost * u.weighted, u.used) END AS cost,
                CASE WHEN u.weighted IS NULL THEN r.list_cost ELSE div(r.list_cost * u.weighted, u.used) END AS list_cost
              FROM provisioned_reserved r
              LEFT JOIN (
                SELECT *, sum(weighted) OVER (PARTITION BY hour, deployment, tenant) AS used
                FROM provisioned_use WHERE weighted > 0) u
                USING (hour, deployment, tenant))""";

    private static final String LINES = """
            provisioned_line AS (
              SELECT s.hour, s.deployment, h.model, h.region, h.currency, s.tenant, s.series_id, 'usage' AS line,
                s.weighted, s.cost, s.list_cost
              FROM provisioned_share s JOIN provisioned_hour h USING (hour, deployment)
              UNION ALL
              SELECT h.hour, h.deployment, h.model, h.region, h.currency, '', 0, 'unused',
                0, h.cost - coalesce(s.cost, 0), h.list_cost - coalesce(s.list_cost, 0)
              FROM provisioned_hour h
              LEFT JOIN (
                SELECT hour, deployment, sum(cost) AS cost, sum(list_cost) AS list_cost
                FROM provisioned_share GROUP BY hour, deployment) s
                USING (hour, deployment))""";

    private ProvisionedSql() {}

    /**
     * Tables up to {@code provisioned_line}. The two parameters are ISO texts: of the hours that begin from the first on and
     * before the second; give the present moment when the period ends later, so that no hour costs before it begins.
     */
    public static String lines(Method method) {
        return HOURS + ",\n" + (method == Method.USE ? BY_USE : BY_RESERVATION) + ",\n" + LINES;
    }
}
