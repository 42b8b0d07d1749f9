package io.tollgate.scenarios.proof.usage.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Events of a real run once more, under earlier dates: a run takes minutes, and a page about months must be looked at with
 * months on it. All but id and time is as the nodes wrote it.
 */
final class History {

    private static final double ON_WEEKENDS = 0.35;
    private static final double GROWTH = 0.6;
    private static final int OPENING_HOUR = 6;
    private static final int OPEN_HOURS = 13;

    private final List<JsonNode> events;
    private final SplittableRandom random;

    History(List<JsonNode> events, long seed) {
        this.events = events;
        this.random = new SplittableRandom(seed);
    }

    /** Copies for each of the {@code days} before {@code today}, growing towards it, about {@code perDay} on a working day. */
    List<JsonNode> before(LocalDate today, int days, int perDay) {
        List<JsonNode> copies = new ArrayList<>();
        for (int back = days; back >= 1; back--) {
            LocalDate day = today.minusDays(back);
            double most = perDay * (1 - GROWTH * back / days) * (isWeekend(day) ? ON_WEEKENDS : 1);
            int number = (int) Math.round(most * (0.75 + random.nextDouble() / 2));
            for (int i = 0; i < number; i++) {
                copies.add(copy(events.get(random.nextInt(events.size())), day, copies.size()));
            }
        }
        return copies;
    }

    private JsonNode copy(JsonNode event, LocalDate day, int number) {
        Instant at = day.atTime(
                        LocalTime.of(OPENING_HOUR + random.nextInt(OPEN_HOURS), random.nextInt(60), random.nextInt(60)))
                .toInstant(ZoneOffset.UTC);
        ObjectNode copy = event.deepCopy();
        copy.put("id", event.path("id").asText() + "-" + number);
        copy.put("occurredAt", at.toString());
        return copy;
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
