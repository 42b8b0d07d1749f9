package io.tollgate.usage.chargeback;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The columns of a row, in the order in which they are shown. */
final class RowFields {

    private RowFields() {}

    /** The names of the columns. */
    static List<String> names(ChargebackQuery query) {
        Report.Row shape = new Report.Row(query.names(), "", java.util.Optional.empty(), Amounts.NOTHING);
        return List.copyOf(of(query, shape, cost -> cost).keySet());
    }

    /** The columns with their values, money as {@code money} has it. */
    static Map<String, Object> of(ChargebackQuery query, Report.Row row, Function<BigInteger, Object> money) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < query.groupBy().size(); i++) {
            fields.put(query.groupBy().get(i).parameter(), row.group().get(i));
        }
        fields.put("line", row.line());
        counts(fields, row.amounts());
        fields.put("listCost", money.apply(row.amounts().money().list()));
        fields.put("adjustments", money.apply(row.amounts().money().adjustments()));
        fields.put("cost", money.apply(row.amounts().money().cost()));
        fields.put("currency", row.currency().orElse(null));
        return fields;
    }

    /** The columns of requests and tokens. */
    static void counts(Map<String, Object> fields, Amounts amounts) {
        fields.put("requests", amounts.requests().all());
        fields.put("completed", amounts.requests().completed());
        fields.put("denied", amounts.requests().denied());
        fields.put("failed", amounts.requests().failed());
        fields.put("partial", amounts.requests().partial());
        fields.put("cancelled", amounts.requests().cancelled());
        fields.put("interrupted", amounts.requests().interrupted());
        fields.put("inputTokens", amounts.tokens().input());
        fields.put("cachedInputTokens", amounts.tokens().cachedInput());
        fields.put("audioInputTokens", amounts.tokens().audioInput());
        fields.put("imageInputTokens", amounts.tokens().imageInput());
        fields.put("outputTokens", amounts.tokens().output());
        fields.put("reasoningTokens", amounts.tokens().reasoning());
        fields.put("audioOutputTokens", amounts.tokens().audioOutput());
        fields.put("totalTokens", amounts.tokens().total());
        fields.put("estimatedTokens", amounts.tokens().estimated());
        fields.put("unpricedTokens", amounts.tokens().unpriced());
    }
}
