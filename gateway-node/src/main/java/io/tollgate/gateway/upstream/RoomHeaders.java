package io.tollgate.gateway.upstream;

import io.tollgate.gateway.model.ReportedRoom;
import io.vertx.core.MultiMap;
import java.util.regex.Pattern;

/**
 * Reads what backends say of their room: {@code azure-openai-deployment-utilization} in per cent (provisioned),
 * {@code x-ratelimit-remaining-tokens} and {@code x-ratelimit-remaining-requests} (pay as you go).
 */
final class RoomHeaders {

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)\\s*%?");
    private static final Pattern COUNT = Pattern.compile("\\d{1,15}");

    private RoomHeaders() {}

    static ReportedRoom read(MultiMap headers) {
        double utilisation = percent(headers.get("azure-openai-deployment-utilization")) / 100;
        long tokens = count(headers.get("x-ratelimit-remaining-tokens"));
        long requests = count(headers.get("x-ratelimit-remaining-requests"));
        return utilisation < 0 && tokens < 0 && requests < 0
                ? ReportedRoom.UNKNOWN
                : new ReportedRoom(utilisation, tokens, requests);
    }

    private static double percent(String value) {
        if (value == null) {
            return -1;
        }
        var matcher = PERCENT.matcher(value.strip());
        return matcher.matches() ? Double.parseDouble(matcher.group(1)) : -1;
    }

    private static long count(String value) {
        return value != null && COUNT.matcher(value.strip()).matches() ? Long.parseLong(value.strip()) : -1;
    }
}
