-- The same parts as before, of whatever counts: none is added to another before it is cut to what is left of the whole.
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
            least(image_input_tokens, input_tokens - least(cached_input_tokens, input_tokens)
                - least(audio_input_tokens, input_tokens - least(cached_input_tokens, input_tokens))) AS image_input,
            least(reasoning_tokens, output_tokens) AS reasoning,
            least(audio_output_tokens, output_tokens - least(reasoning_tokens, output_tokens)) AS audio_output,
            end_user, session, tags
        FROM usage.event) e;
