-- Events by UTC day, what they have in common in a table of its own, and sums by the hour. ADR 0014 says why.
ALTER TABLE usage.event RENAME TO event_v1;
ALTER TABLE usage.event_v1 RENAME CONSTRAINT event_pkey TO event_v1_pkey;
DROP INDEX usage.event_occurred_at;
ALTER TABLE usage.rate_card RENAME TO rate_card_v1;
ALTER TABLE usage.rate_card_v1 RENAME CONSTRAINT rate_card_pkey TO rate_card_v1_pkey;

-- What tells one series from another, in 32 bytes: names may be too long for an index.
CREATE FUNCTION usage.series_identity(names text[]) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN sha256(convert_to(names::text, 'UTF8'));

-- A series is one combination of what reports group by; its id stands for it in events and sums. Names are empty where
-- nothing is known. Rows are never changed.
CREATE TABLE usage.series (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant          text   NOT NULL,
    cost_centre     text   NOT NULL,
    product         text   NOT NULL,
    application     text   NOT NULL,
    key_id          text   NOT NULL,
    operation       text   NOT NULL,
    requested_model text   NOT NULL,
    route           text   NOT NULL,
    model           text   NOT NULL,
    deployment      text   NOT NULL,
    capacity        text   NOT NULL,
    region          text   NOT NULL,
    spilled_from    text   NOT NULL,
    outcome         text   NOT NULL,
    token_source    text   NOT NULL,
    identity        bytea  NOT NULL UNIQUE GENERATED ALWAYS AS (usage.series_identity(ARRAY[
        tenant, cost_centre, product, application, key_id, operation, requested_model, route, model, deployment, capacity,
        region, spilled_from, outcome, token_source])) STORED
);

-- One row per usage event, never changed. Token counts are as they were reported. card_id is the rate card by which the
-- event was priced when it came, 0 when there was none.
CREATE TABLE usage.event (
    id                  text        NOT NULL,
    occurred_at         timestamptz NOT NULL,
    series_id           bigint      NOT NULL,
    card_id             bigint      NOT NULL,
    node                text        NOT NULL,
    catalog_version     bigint      NOT NULL,
    end_user            text        NOT NULL,
    session             text        NOT NULL,
    address_class       text        NOT NULL,
    tags                jsonb       NOT NULL,
    streamed            boolean     NOT NULL,
    reported_model      text        NOT NULL,
    attempts            jsonb       NOT NULL,
    status              integer     NOT NULL,
    reason              text        NOT NULL,
    input_tokens        bigint      NOT NULL,
    cached_input_tokens bigint      NOT NULL,
    output_tokens       bigint      NOT NULL,
    reasoning_tokens    bigint      NOT NULL,
    audio_input_tokens  bigint      NOT NULL,
    audio_output_tokens bigint      NOT NULL,
    image_input_tokens  bigint      NOT NULL,
    first_token_millis  bigint      NOT NULL,
    total_millis        bigint      NOT NULL,
    recorded_at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, occurred_at)
) PARTITION BY RANGE (occurred_at);

CREATE INDEX event_occurred_at ON usage.event (occurred_at);

-- Makes the partition of a UTC day unless it is there. Attached rather than created in place, so that neither reports nor
-- writers wait for it.
CREATE FUNCTION usage.create_event_day(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    partition text := 'event_' || to_char(day, 'YYYYMMDD');
BEGIN
    PERFORM pg_advisory_xact_lock(1702, -1);
    IF to_regclass('usage.' || partition) IS NULL THEN
        EXECUTE format('CREATE TABLE usage.%I (LIKE usage.event INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
        EXECUTE format('ALTER TABLE usage.event ATTACH PARTITION usage.%I FOR VALUES FROM (%L) TO (%L)',
            partition, to_char(day, 'YYYY-MM-DD') || ' 00:00:00+00', to_char(day + 1, 'YYYY-MM-DD') || ' 00:00:00+00');
    END IF;
END $$;

-- Events that occurred before this UTC day are not kept any more, and none is taken: whether it has been counted could not
-- be told.
CREATE TABLE usage.retention (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    kept_from date    NOT NULL
);
INSERT INTO usage.retention (kept_from) VALUES ('0001-01-01');

-- Sums of events by the hour. Tokens in disjoint parts, so that the input parts of an event add up to its input, and the
-- output parts to its output.
CREATE TABLE usage.rollup (
    hour         timestamptz NOT NULL,
    series_id    bigint      NOT NULL,
    card_id      bigint      NOT NULL,
    requests     bigint      NOT NULL,
    text_input   bigint      NOT NULL,
    cached_input bigint      NOT NULL,
    audio_input  bigint      NOT NULL,
    image_input  bigint      NOT NULL,
    text_output  bigint      NOT NULL,
    reasoning    bigint      NOT NULL,
    audio_output bigint      NOT NULL,
    PRIMARY KEY (hour, series_id, card_id)
) WITH (fillfactor = 70);

-- What events add to the sums, out of what they say: no part is larger than what is left of the whole.
CREATE VIEW usage.billable AS
    SELECT e.*,
        input_tokens - cached_input - audio_input - image_input AS text_input,
        output_tokens - reasoning - audio_output AS text_output
    FROM (
        SELECT id, occurred_at, date_trunc('hour', occurred_at, 'UTC') AS hour, series_id, card_id,
            input_tokens, output_tokens,
            least(cached_input_tokens, input_tokens) AS cached_input,
            least(audio_input_tokens, input_tokens - least(cached_input_tokens, input_tokens)) AS audio_input,
            least(image_input_tokens, input_tokens - least(input_tokens, cached_input_tokens + audio_input_tokens))
                AS image_input,
            least(reasoning_tokens, output_tokens) AS reasoning,
            least(audio_output_tokens, output_tokens - least(reasoning_tokens, output_tokens)) AS audio_output
        FROM usage.event) e;

-- Corrections of sums, signed: a pair of rows, minus at the old card and plus at the new one. Rows are never changed.
CREATE TABLE usage.rerating (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    from_time   timestamptz NOT NULL,
    to_time     timestamptz NOT NULL,
    reason      text        NOT NULL
);

CREATE TABLE usage.adjustment (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rerating_id  bigint      NOT NULL REFERENCES usage.rerating (id),
    hour         timestamptz NOT NULL,
    series_id    bigint      NOT NULL,
    card_id      bigint      NOT NULL,
    requests     bigint      NOT NULL,
    text_input   bigint      NOT NULL,
    cached_input bigint      NOT NULL,
    audio_input  bigint      NOT NULL,
    image_input  bigint      NOT NULL,
    text_output  bigint      NOT NULL,
    reasoning    bigint      NOT NULL,
    audio_output bigint      NOT NULL
);
CREATE INDEX adjustment_hour ON usage.adjustment (hour);

-- Versions of rate cards. A changed price is a new row, and the old one is withdrawn. Rates in nano-units of the currency
-- per million tokens, per call and per hour.
CREATE TABLE usage.rate_card (
    card_id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    price_id          text        NOT NULL,
    model             text        NOT NULL,
    deployment        text,
    region            text,
    tenant            text,
    effective_from    timestamptz NOT NULL,
    currency          text        NOT NULL,
    input_rate        bigint      NOT NULL CHECK (input_rate >= 0),
    cached_input_rate bigint      NOT NULL CHECK (cached_input_rate >= 0),
    output_rate       bigint      NOT NULL CHECK (output_rate >= 0),
    reasoning_rate    bigint      NOT NULL CHECK (reasoning_rate >= 0),
    audio_input_rate  bigint      NOT NULL CHECK (audio_input_rate >= 0),
    audio_output_rate bigint      NOT NULL CHECK (audio_output_rate >= 0),
    image_input_rate  bigint      NOT NULL CHECK (image_input_rate >= 0),
    per_call          bigint      NOT NULL DEFAULT 0 CHECK (per_call >= 0),
    per_hour          bigint      CHECK (per_hour >= 0),
    discount_ppm      integer     NOT NULL DEFAULT 0 CHECK (discount_ppm BETWEEN 0 AND 1000000),
    seen_at           timestamptz NOT NULL DEFAULT now(),
    withdrawn_at      timestamptz
);

-- An event with the names of its series.
CREATE VIEW usage.event_detail AS
    SELECT e.*, s.tenant, s.cost_centre, s.product, s.application, s.key_id, s.operation, s.requested_model, s.route,
        s.model, s.deployment, s.capacity, s.region, s.spilled_from, s.outcome, s.token_source
    FROM usage.event e JOIN usage.series s ON s.id = e.series_id;

ALTER TABLE usage.dead_letter
    ADD COLUMN id          bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    ADD COLUMN replayed_at timestamptz;

-- The rows of version 1.
INSERT INTO usage.series (tenant, cost_centre, product, application, key_id, operation, requested_model, route, model,
        deployment, capacity, region, spilled_from, outcome, token_source)
    SELECT DISTINCT tenant, cost_centre, '', application, key_id, operation, requested_model, route, model, deployment,
        capacity, region, '', outcome, token_source
    FROM usage.event_v1;

DO $$ BEGIN
    PERFORM usage.create_event_day(day)
    FROM (SELECT DISTINCT (occurred_at AT TIME ZONE 'UTC')::date AS day FROM usage.event_v1) days;
END $$;

INSERT INTO usage.event (id, occurred_at, series_id, card_id, node, catalog_version, end_user, session, address_class, tags,
        streamed, reported_model, attempts, status, reason, input_tokens, cached_input_tokens, output_tokens,
        reasoning_tokens, audio_input_tokens, audio_output_tokens, image_input_tokens, first_token_millis, total_millis,
        recorded_at)
    SELECT e.id, e.occurred_at, s.id, 0, e.node, e.catalog_version, e.end_user, '', '', e.tags,
        e.streamed, e.reported_model, e.attempts, e.status, e.reason, e.input_tokens, e.cached_input_tokens,
        e.output_tokens, e.reasoning_tokens, 0, 0, 0, e.first_token_millis, e.total_millis, e.recorded_at
    FROM usage.event_v1 e
    JOIN usage.series s ON s.identity = usage.series_identity(ARRAY[
        e.tenant, e.cost_centre, '', e.application, e.key_id, e.operation, e.requested_model, e.route, e.model,
        e.deployment, e.capacity, e.region, '', e.outcome, e.token_source]);

INSERT INTO usage.rollup (hour, series_id, card_id, requests, text_input, cached_input, audio_input, image_input,
        text_output, reasoning, audio_output)
    SELECT hour, series_id, card_id, count(*), sum(text_input), sum(cached_input), sum(audio_input), sum(image_input),
        sum(text_output), sum(reasoning), sum(audio_output)
    FROM usage.billable GROUP BY hour, series_id, card_id;

INSERT INTO usage.rate_card (price_id, model, deployment, effective_from, currency, input_rate, cached_input_rate,
        output_rate, reasoning_rate, audio_input_rate, audio_output_rate, image_input_rate)
    SELECT id, model, deployment, effective_from, currency, input_nanos_per_million, cached_input_nanos_per_million,
        output_nanos_per_million, output_nanos_per_million, input_nanos_per_million, output_nanos_per_million,
        input_nanos_per_million
    FROM usage.rate_card_v1 ORDER BY id;

DROP TABLE usage.event_v1;
DROP TABLE usage.rate_card_v1;
