package io.tollgate.simulator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final Journal journal = new Journal(3);

    @Test
    void shouldKeepOnlyTheNewestRequestsButCountAll() {
        for (int i = 1; i <= 5; i++) {
            end(i, "tag", Ending.COMPLETED, new Tokens(10, 4, 1));
        }
        assertThat(journal.requests(any -> true, 100))
                .extracting(LoggedRequest::number)
                .containsExactly(3L, 4L, 5L);
        assertThat(journal.requests(any -> true, 2))
                .extracting(LoggedRequest::number)
                .containsExactly(4L, 5L);
        Counters counters = journal.counters().getFirst();
        assertThat(counters.completed()).isEqualTo(new Counters.Completed(5, 50, 20, 5));
        assertThat(counters.requestsByStatus()).containsEntry(200, 5L);
    }

    @Test
    void shouldKeepTokensOfBrokenAnswersApart() {
        end(1, "tag", Ending.COMPLETED, new Tokens(10, 0, 2));
        end(2, "tag", Ending.CUT, new Tokens(10, 0, 3));
        end(3, "tag", Ending.CANCELLED, new Tokens(10, 0, 4));
        Counters counters = journal.counters().getFirst();
        assertThat(counters.completed()).isEqualTo(new Counters.Completed(1, 10, 0, 2));
        assertThat(counters.interrupted()).isEqualTo(new Counters.Interrupted(2, 1, 20, 7));
    }

    @Test
    void shouldBoundTheTags() {
        for (int i = 0; i < 5000; i++) {
            end(i, "tag-" + i, Ending.COMPLETED, new Tokens(1, 0, 1));
        }
        assertThat(journal.counters()).hasSize(Journal.MOST_TAGS + 1);
        assertThat(journal.counters().getLast().tag()).isEqualTo(Journal.OTHER_TAGS);
        assertThat(journal.counters().getLast().completed().requests()).isEqualTo(4000);
    }

    @Test
    void shouldFindTheFullestWindow() {
        end(0, "a", Ending.COMPLETED, new Tokens(5, 0, 0));
        end(59_000_000, "a", Ending.COMPLETED, new Tokens(5, 0, 2));
        end(60_000_000, "a", Ending.CANCELLED, new Tokens(5, 0, 5));
        List<LoggedRequest> all = journal.requests(any -> true, 100);
        assertThat(SlidingWindows.fullest(all, 60_000_000)).isEqualTo(new SlidingWindows.Fullest(17, 2, 59_000_000));
        assertThat(SlidingWindows.fullest(all, 60_000_001)).isEqualTo(new SlidingWindows.Fullest(22, 3, 0));
        assertThat(SlidingWindows.fullest(List.of(), 1)).isEqualTo(new SlidingWindows.Fullest(0, 0, 0));
    }

    @Test
    void shouldListArrivalsInTheirOrderAndNotInThatOfTheirEnds() {
        LoggedRequest first = journal.received(1, "POST", "/", List.of());
        first.addressed("d", "a");
        end(2, "a", Ending.COMPLETED, new Tokens(5, 0, 2));
        end(3, "b", Ending.COMPLETED, new Tokens(5, 0, 3));
        end(4, "a", Ending.REFUSED, Tokens.NONE);
        journal.ended(first, new Outcome(Ending.CANCELLED, 200, new Tokens(1, 0, 0), 9));

        assertThat(journal.arrivals("a"::equals)).containsExactly(new Arrival(1, 1), new Arrival(2, 7));
        assertThat(journal.missedArrivals()).isZero();
    }

    @Test
    void shouldCountTheArrivalsItHasNoRoomFor() {
        ArrivalLog log = new ArrivalLog();
        for (int i = 0; i < ArrivalLog.MOST + 3; i++) {
            log.add("tag", i, 1);
        }
        assertThat(log.missed()).isEqualTo(3);
        assertThat(log.of("tag"::equals)).hasSize(ArrivalLog.MOST);
        log.clear();
        assertThat(log.missed()).isZero();
        assertThat(log.of("tag"::equals)).isEmpty();
    }

    @Test
    void shouldForgetOnReset() {
        end(1, "a", Ending.COMPLETED, Tokens.NONE);
        journal.reset();
        assertThat(journal.counters()).isEmpty();
        assertThat(journal.received()).isZero();
        assertThat(journal.requests(any -> true, 10)).isEmpty();
        assertThat(journal.arrivals(any -> true)).isEmpty();
    }

    private void end(long atMicros, String tag, Ending ending, Tokens tokens) {
        LoggedRequest request = journal.received(atMicros, "POST", "/", List.of());
        request.addressed("d", tag);
        journal.ended(request, new Outcome(ending, 200, tokens, atMicros));
    }
}
