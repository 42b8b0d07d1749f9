-- One row per usage event. Nothing is updated in place. Tokens are integers; names are empty where nothing is known.
CREATE TABLE usage.event (
    id                 text        PRIMARY KEY,
    occurred_at        timestamptz NOT NULL,
    node               text        NOT NULL,
    catalog_version    bigint      NOT NULL,
    tenant             text        NOT NULL,
    cost_centre        text        NOT NULL,
    application        text        NOT NULL,
    key_id             text        NOT NULL,
    end_user           text        NOT NULL,
    tags               jsonb       NOT NULL,
    operation          text        NOT NULL,
    requested_model    text        NOT NULL,
    route              text        NOT NULL,
    streamed           boolean     NOT NULL,
    deployment         text        NOT NULL,
    model              text        NOT NULL,
    reported_model     text        NOT NULL,
    capacity           text        NOT NULL,
    region             text        NOT NULL,
    attempts           jsonb       NOT NULL,
    outcome            text        NOT NULL,
    status             integer     NOT NULL,
    reason             text        NOT NULL,
    input_tokens        bigint     NOT NULL,
    cached_input_tokens bigint     NOT NULL,
    output_tokens       bigint     NOT NULL,
    reasoning_tokens    bigint     NOT NULL,
    token_source       text        NOT NULL,
    first_token_millis bigint      NOT NULL,
    total_millis       bigint      NOT NULL,
    recorded_at        timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX event_occurred_at ON usage.event (occurred_at);

-- How far each partition has been read, written in the transaction that writes its rows. A topic that is made anew has a
-- new topic_id and is read from its beginning.
CREATE TABLE usage.consumer_offset (
    topic        text    NOT NULL,
    topic_id     text    NOT NULL,
    partition    integer NOT NULL,
    next_offset  bigint  NOT NULL,
    ingested     bigint  NOT NULL DEFAULT 0,
    duplicates   bigint  NOT NULL DEFAULT 0,
    dead_letters bigint  NOT NULL DEFAULT 0,
    PRIMARY KEY (topic, topic_id, partition)
);

-- Records that are no usage events, with the reason and the first bytes.
CREATE TABLE usage.dead_letter (
    topic         text        NOT NULL,
    topic_id      text        NOT NULL,
    partition     integer     NOT NULL,
    record_offset bigint      NOT NULL,
    reason        text        NOT NULL,
    value         bytea       NOT NULL,
    value_bytes   integer     NOT NULL,
    recorded_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, topic_id, partition, record_offset)
);

-- A copy of the quota service's prices. Rates in nano-units of the currency per million tokens.
CREATE TABLE usage.rate_card (
    id             text        PRIMARY KEY,
    model          text        NOT NULL,
    deployment     text,
    effective_from timestamptz NOT NULL,
    currency       text        NOT NULL,
    input_nanos_per_million        bigint NOT NULL CHECK (input_nanos_per_million >= 0),
    cached_input_nanos_per_million bigint NOT NULL CHECK (cached_input_nanos_per_million >= 0),
    output_nanos_per_million       bigint NOT NULL CHECK (output_nanos_per_million >= 0)
);
