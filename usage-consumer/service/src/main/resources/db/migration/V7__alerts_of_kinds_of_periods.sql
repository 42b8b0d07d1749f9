-- A budget that is changed from months to days has another period that begins with the month: its alerts are others.
ALTER TABLE usage.budget_alert ADD COLUMN period text;
UPDATE usage.budget_alert SET period = message::jsonb #>> '{period,kind}';
ALTER TABLE usage.budget_alert ALTER COLUMN period SET NOT NULL;
ALTER TABLE usage.budget_alert DROP CONSTRAINT budget_alert_budget_period_from_percent_key;
ALTER TABLE usage.budget_alert ADD UNIQUE (budget, period, period_from, percent);

-- What is still to be told is told by the id that says so.
UPDATE usage.budget_alert a SET message = jsonb_set(message::jsonb, '{id}', to_jsonb(
    concat_ws('/', budget, period, message::jsonb #>> '{period,from}', percent)))::text
WHERE EXISTS (SELECT FROM usage.alert_delivery d
    WHERE d.alert_id = a.id AND d.delivered_at IS NULL AND d.gave_up_at IS NULL);
