-- Versions of deployments, as the quota service describes them: what provisioned capacity is measured by. A changed
-- deployment is a new row; its first row also stands for the time before. Weights in thousandths, rates in weighted tokens
-- per minute, 0 where nothing is known. Reservations are [{"tenant": ..., "tokensPerMinute": ...}].
CREATE TABLE usage.deployment (
    id                  text        NOT NULL,
    since               timestamptz NOT NULL DEFAULT now(),
    model               text        NOT NULL,
    region              text        NOT NULL,
    capacity            text        NOT NULL,
    tokens_per_minute   bigint      NOT NULL CHECK (tokens_per_minute >= 0),
    input_weight        integer     NOT NULL CHECK (input_weight >= 0),
    cached_input_weight integer     NOT NULL CHECK (cached_input_weight >= 0),
    output_weight       integer     NOT NULL CHECK (output_weight >= 0),
    reservations        jsonb       NOT NULL,
    PRIMARY KEY (id, since)
);

CREATE INDEX adjustment_rerating ON usage.adjustment (rerating_id);
CREATE UNIQUE INDEX rate_card_in_force ON usage.rate_card (price_id) WHERE withdrawn_at IS NULL;
