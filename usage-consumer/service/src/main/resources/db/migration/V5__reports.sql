-- Reports may ask for what only single events know.
CREATE OR REPLACE VIEW usage.billable AS
    SELECT id, occurred_at, hour, series_id, card_id, input_tokens, output_tokens,
        cached_input, audio_input, image_input, reasoning, audio_output,
        input_tokens - cached_input - audio_input - image_input AS text_input,
        output_tokens - reasoning - audio_output AS text_output,
        end_user, session, tags
    FROM (
        SELECT id, occurred_at, date_trunc('hour', occurred_at, 'UTC') AS hour, series_id, card_id,
            input_tokens, output_tokens,
            least(cached_input_tokens, input_tokens) AS cached_input,
            least(audio_input_tokens, input_tokens - least(cached_input_tokens, input_tokens)) AS audio_input,
            least(image_input_tokens, input_tokens - least(input_tokens, cached_input_tokens + audio_input_tokens))
                AS image_input,
            least(reasoning_tokens, output_tokens) AS reasoning,
            least(audio_output_tokens, output_tokens - least(reasoning_tokens, output_tokens)) AS audio_output,
            end_user, session, tags
        FROM usage.event) e;

-- What backends say that they have served. Given again for the same hours, a row is replaced.
CREATE TABLE usage.backend_count (
    deployment    text        NOT NULL,
    source        text        NOT NULL,
    from_time     timestamptz NOT NULL,
    to_time       timestamptz NOT NULL CHECK (to_time > from_time),
    requests      bigint      NOT NULL CHECK (requests >= 0),
    input_tokens  bigint      NOT NULL CHECK (input_tokens >= 0),
    output_tokens bigint      NOT NULL CHECK (output_tokens >= 0),
    recorded_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (deployment, source, from_time, to_time)
);
