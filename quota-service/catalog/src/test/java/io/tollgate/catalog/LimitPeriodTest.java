package io.tollgate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LimitPeriodTest {

    @ParameterizedTest
    @CsvSource({
        "HOUR,  UTC,                 2026-07-15T10:20:30Z, 2026-07-15T11:00:00Z",
        "HOUR,  UTC,                 2026-07-15T11:00:00Z, 2026-07-15T12:00:00Z",
        "HOUR,  Asia/Kolkata,        2026-07-15T10:20:30Z, 2026-07-15T10:30:00Z",
        "DAY,   UTC,                 2026-07-15T10:20:30Z, 2026-07-16T00:00:00Z",
        "DAY,   Europe/Berlin,       2026-07-15T22:30:00Z, 2026-07-16T22:00:00Z",
        "DAY,   Europe/Berlin,       2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "DAY,   Europe/Berlin,       2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "WEEK,  UTC,                 2026-07-15T10:20:30Z, 2026-07-20T00:00:00Z",
        "WEEK,  UTC,                 2026-07-20T00:00:00Z, 2026-07-27T00:00:00Z",
        "MONTH, America/Los_Angeles, 2026-03-01T07:59:59Z, 2026-03-01T08:00:00Z",
        "MONTH, America/Los_Angeles, 2026-03-01T08:00:00Z, 2026-04-01T07:00:00Z",
        "YEAR,  UTC,                 2028-02-29T00:00:00Z, 2029-01-01T00:00:00Z",
    })
    void shouldEndWithTheCalendarOfTheZone(LimitPeriod period, String zone, Instant now, Instant end) {
        assertThat(period.endAfter(now, ZoneId.of(zone))).isEqualTo(end);
    }

    @Test
    void shouldCountEveryHourOnceWhenClocksArePutBackByHalfAnHour() {
        ZoneId lordHowe = ZoneId.of("Australia/Lord_Howe");
        Instant repeated = Instant.parse("2026-04-04T15:15:00Z");

        assertThat(LimitPeriod.HOUR.endAfter(repeated, lordHowe)).isEqualTo("2026-04-04T15:30:00Z");
        assertThat(LimitPeriod.HOUR.endAfter(repeated.minus(Duration.ofMinutes(30)), lordHowe))
                .isEqualTo("2026-04-04T15:00:00Z");
    }

    @ParameterizedTest
    @EnumSource
    void shouldAlwaysEndAfterNowAndLaterStillTheNextTime(LimitPeriod period) {
        var random = new Random(3);
        var zones =
                ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
        for (ZoneId zone : zones) {
            for (int i = 0; i < 20; i++) {
                Instant now = Instant.ofEpochMilli(random.nextLong(1_700_000_000_000L, 2_500_000_000_000L));
                Instant end = period.endAfter(now, zone);

                assertThat(end).as("%s %s %s", period, zone, now).isAfter(now);
                assertThat(period.endAfter(end, zone)).isAfter(end);
                assertThat(period.endAfter(end.minusMillis(1), zone)).isEqualTo(end);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HOUR")
    void shouldBeginNotAfterNowAndEndWhereTheNextBegins(LimitPeriod period) {
        var random = new Random(4);
        var zones =
                ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
        for (ZoneId zone : zones) {
            Instant now = Instant.ofEpochMilli(random.nextLong(1_700_000_000_000L, 2_500_000_000_000L));
            Instant start = period.startOf(now, zone);

            assertThat(start).as("%s %s %s", period, zone, now).isBeforeOrEqualTo(now);
            assertThat(period.endAfter(start, zone)).isEqualTo(period.endAfter(now, zone));
            assertThat(period.startOf(start, zone)).isEqualTo(start);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HOUR,  UTC,           2026-07-15T10:20:30Z, 2026-07-15T10:00:00Z",
        "HOUR,  Asia/Kolkata,  2026-07-15T10:20:30Z, 2026-07-15T09:30:00Z",
        "DAY,   Europe/Berlin, 2026-03-29T10:00:00Z, 2026-03-28T23:00:00Z",
        "WEEK,  UTC,           2026-07-20T00:00:00Z, 2026-07-20T00:00:00Z",
        "MONTH, Europe/Berlin, 2026-11-30T23:00:00Z, 2026-11-30T23:00:00Z",
        "MONTH, Europe/Berlin, 2026-11-30T22:59:59Z, 2026-10-31T23:00:00Z",
        "YEAR,  UTC,           2028-02-29T00:00:00Z, 2028-01-01T00:00:00Z",
    })
    void shouldBeginWithTheCalendarOfTheZone(LimitPeriod period, String zone, Instant now, Instant start) {
        assertThat(period.startOf(now, ZoneId.of(zone))).isEqualTo(start);
    }

    @Test
    void shouldNameItself() {
        assertThat(LimitPeriod.MONTH.wireName()).isEqualTo("month");
    }
}
