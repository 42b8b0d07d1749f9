-- A copy of the quota service's budgets, so that they are judged also while it is away.
CREATE TABLE usage.budget (
    id            text      PRIMARY KEY,
    name          text      NOT NULL,
    scope         text      NOT NULL CHECK (scope IN ('tenant', 'product', 'cost-centre')),
    target        text      NOT NULL,
    amount_nanos  bigint    NOT NULL CHECK (amount_nanos > 0),
    currency      text      NOT NULL,
    period        text      NOT NULL,
    time_zone     text      NOT NULL,
    alerts_at     integer[] NOT NULL,
    enforce       boolean   NOT NULL,
    stopped_until timestamptz
);

-- What budgets have reached: each percentage once per budget and period. The message is what everybody is told.
CREATE TABLE usage.budget_alert (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    budget      text        NOT NULL,
    period_from timestamptz NOT NULL,
    percent     integer     NOT NULL,
    reached_at  timestamptz NOT NULL,
    message     text        NOT NULL,
    UNIQUE (budget, period_from, percent)
);

-- Who is to be told of an alert, and how far that is. A delivery that is neither delivered nor given up waits.
CREATE TABLE usage.alert_delivery (
    alert_id     bigint      NOT NULL REFERENCES usage.budget_alert (id),
    channel      text        NOT NULL CHECK (channel IN ('event', 'webhook')),
    tries        integer     NOT NULL DEFAULT 0,
    next_try_at  timestamptz NOT NULL,
    delivered_at timestamptz,
    gave_up_at   timestamptz,
    PRIMARY KEY (alert_id, channel)
);
CREATE INDEX alert_delivery_waiting ON usage.alert_delivery (channel, next_try_at)
    WHERE delivered_at IS NULL AND gave_up_at IS NULL;

-- What one tenant, product or cost centre has spent is asked every second.
CREATE INDEX series_tenant ON usage.series (tenant);
CREATE INDEX series_product ON usage.series (product) WHERE product <> '';
CREATE INDEX series_cost_centre ON usage.series (cost_centre);
CREATE INDEX rollup_series ON usage.rollup (series_id, hour);
CREATE INDEX adjustment_series ON usage.adjustment (series_id, hour);
