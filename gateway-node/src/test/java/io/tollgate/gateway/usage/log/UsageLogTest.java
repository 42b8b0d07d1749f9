package io.tollgate.gateway.usage.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageLogTest {

    private static final int SEGMENT = 256;
    private static final int MOST_SEGMENTS = 5;

    @TempDir
    private Path base;

    @Test
    void shouldBeReadInTheOrderInWhichItWasWritten() throws IOException {
        UsageLog log = log();
        OpenRecord one = log.opened(bytes("open 1")).orElseThrow();
        log.called(one, bytes("call 1"));
        log.ended(bytes("end 0"));
        log.ended(one, bytes("end 1"));

        List<String> read = new ArrayList<>();
        long end = log.read(UsageLog.start(), 10, (kind, payload, next) -> read.add(kind + " " + text(payload)));

        assertThat(read).containsExactly("OPENED open 1", "CALLED call 1", "ENDED end 0", "ENDED end 1");
        assertThat(log.isExhaustedAt(end)).isTrue();
        assertThat(log.openCount()).isZero();
        assertThat(log.deleteIfExhausted(end)).isTrue();
        assertThat(LogDirectory.all(base)).isEmpty();
    }

    @Test
    void shouldReadFromSegmentToSegmentAndGiveThemBack() throws IOException {
        UsageLog log = log();
        long at = UsageLog.start();
        List<String> read = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            log.ended(bytes("event " + i));
            log.maintain();
            at = log.read(at, 3, (kind, payload, next) -> read.add(text(payload)));
            log.delivered(at);
            assertThat(log.bytes()).isLessThanOrEqualTo(MOST_SEGMENTS * SEGMENT);
        }
        assertThat(read)
                .hasSize(200)
                .doesNotHaveDuplicates()
                .startsWith("event 0")
                .endsWith("event 199");
        assertThat(log.lost()).isZero();
        log.close();
    }

    @Test
    void shouldTakeNoNewRequestsBeforeItIsFullAndKeepWhatIsInFlight() throws IOException {
        UsageLog log = log();
        int taken = 0;
        while (log.hasRoom()) {
            log.ended(bytes("event " + taken++));
            log.maintain();
        }
        int inFlight = 50;
        for (int i = 0; i < inFlight; i++) {
            log.ended(bytes("late " + i));
        }
        assertThat(log.bytes()).isEqualTo(MOST_SEGMENTS * SEGMENT);

        List<String> read = new ArrayList<>();
        long at = UsageLog.start();
        for (int i = 0; i < 1_000 && !log.isExhaustedAt(at); i++) {
            at = log.read(at, 7, (kind, payload, next) -> read.add(text(payload)));
            log.delivered(at);
            log.maintain();
        }
        assertThat(read).hasSize(taken + inFlight).doesNotHaveDuplicates().endsWith("late 49");
        assertThat(log.hasRoom()).isTrue();
        assertThat(log.lost()).isZero();
        log.close();
    }

    @Test
    void shouldLoseLoudlyWhatCanNeitherBeWrittenNorWait() throws IOException {
        UsageLog log = log();
        int events = UsageLog.MOST_WAITING + 200;
        for (int i = 0; i < events; i++) {
            log.ended(bytes("event"));
        }
        List<String> read = new ArrayList<>();
        long at = UsageLog.start();
        while (!log.isExhaustedAt(at)) {
            at = log.read(at, 100, (kind, payload, next) -> read.add(text(payload)));
            log.delivered(at);
            log.maintain();
        }
        assertThat(log.lost()).isPositive();
        assertThat(read.size() + log.lost()).isEqualTo(events);
        assertThat(log.hasRoom()).isTrue();
        log.ended(new byte[SEGMENT]);
        assertThat(read.size() + log.lost()).isEqualTo(events + 1);
        assertThat(log.hasRoom()).as("after an event that is too large").isTrue();
        log.close();
    }

    @Test
    void shouldCarryOpenRequestsOverWhenTheirSegmentGoes() throws IOException {
        UsageLog log = log();
        OpenRecord longStream = log.opened(bytes("open long")).orElseThrow();
        log.called(longStream, bytes("call long"));
        long at = UsageLog.start();
        for (int i = 0; i < 100; i++) {
            OpenRecord brief = log.opened(bytes("open " + i)).orElseThrow();
            log.ended(brief, bytes("end " + i));
            at = log.read(at, 10, (kind, payload, next) -> {});
            log.delivered(at);
            log.maintain();
        }
        log.close();

        List<String> left = abandoned();
        assertThat(left).contains("OPENED open long", "CALLED call long").doesNotContain("ENDED end 0");
        assertThat(left.indexOf("CALLED call long")).isGreaterThan(left.indexOf("OPENED open long"));
    }

    @Test
    void shouldCarryOverEvenWhenTheLogIsFull() throws IOException {
        UsageLog log = log();
        log.opened(bytes("open"));
        while (log.hasRoom()) {
            log.ended(bytes("event"));
            log.maintain();
        }
        for (int i = 0; i < 100; i++) {
            log.ended(bytes("event"));
        }
        long at = log.read(UsageLog.start(), 1_000, (kind, payload, next) -> {});
        log.delivered(at);
        assertThat(log.openCount()).isEqualTo(1);
        log.close();
        assertThat(abandoned()).contains("OPENED open");
    }

    @Test
    void shouldEndAtWhateverByteItsProcessWasKilled() throws IOException {
        UsageLog log = log();
        log.ended(bytes("event 0"));
        log.ended(bytes("event 1"));
        log.close();
        Path directory = LogDirectory.all(base).getFirst();
        Path file = written(directory);
        byte[] whole = Files.readAllBytes(file);
        int second = Segment.HEADER_BYTES + Segment.FRAME_BYTES + "event 0".length();
        int end = second + Segment.FRAME_BYTES + "event 1".length();
        for (int cut = Segment.HEADER_BYTES; cut <= end; cut++) {
            byte[] torn = whole.clone();
            java.util.Arrays.fill(torn, cut, torn.length, (byte) 0);
            Files.write(file, torn);
            List<String> expected = new ArrayList<>();
            if (cut >= second) {
                expected.add("ENDED event 0");
            }
            if (cut == end) {
                expected.add("ENDED event 1");
            }
            assertThat(abandoned()).as("cut at " + cut).isEqualTo(expected);
        }
    }

    @Test
    void shouldNotTakeWhatAnEarlierUseOfAFileHasLeftForItsOwn() throws IOException {
        UsageLog log = log();
        long at = UsageLog.start();
        for (int i = 0; i < 60; i++) {
            log.ended(bytes("old event " + i % 10));
            at = log.read(at, 10, (kind, payload, next) -> {});
            log.delivered(at);
            log.maintain();
        }
        log.ended(bytes("the last"));
        log.close();
        assertThat(abandoned()).last().isEqualTo("ENDED the last");
    }

    @Test
    void shouldBelongToOneProcessAtATime() throws IOException {
        UsageLog log = log();
        log.ended(bytes("event"));
        assertThat(AbandonedLog.takeAll(base)).isEmpty();
        log.close();
        List<AbandonedLog> taken = AbandonedLog.takeAll(base);
        assertThat(taken).hasSize(1);
        assertThat(AbandonedLog.takeAll(base)).isEmpty();
        taken.getFirst().delete();
        assertThat(AbandonedLog.takeAll(base)).isEmpty();
    }

    /** The lock of a file goes when a process closes any channel on it, so looking for abandoned logs must not open ours. */
    @Test
    void shouldNotGiveItsLockUpByLookingForAbandonedLogs() throws Exception {
        UsageLog log = log();
        assertThat(AbandonedLog.takeAll(base)).isEmpty();
        assertThat(OtherProcess.takes(base)).isZero();
        log.close();
        assertThat(OtherProcess.takes(base)).isEqualTo(1);
    }

    @Test
    void shouldRememberHowFarAnAbandonedLogHasBeenDelivered() throws IOException {
        UsageLog log = log();
        for (int i = 0; i < 3; i++) {
            log.ended(bytes("event " + i));
        }
        log.close();
        List<Long> positions = new ArrayList<>();
        try (AbandonedLog left = AbandonedLog.takeAll(base).getFirst()) {
            left.read((kind, payload, next, isDelivered) -> positions.add(next));
            left.delivered(positions.get(1));
            left.delivered(positions.get(0));
        }
        List<String> undelivered = new ArrayList<>();
        try (AbandonedLog left = AbandonedLog.takeAll(base).getFirst()) {
            left.read((kind, payload, next, isDelivered) -> {
                if (!isDelivered) {
                    undelivered.add(text(payload));
                }
            });
        }
        assertThat(undelivered).containsExactly("event 2");
    }

    @Test
    void shouldLeaveALogOfAnotherVersionWhereItIs() throws IOException {
        UsageLog log = log();
        log.ended(bytes("event"));
        log.close();
        Path file = written(LogDirectory.all(base).getFirst());
        byte[] content = Files.readAllBytes(file);
        content[3]++;
        Files.write(file, content);
        try (AbandonedLog left = AbandonedLog.takeAll(base).getFirst()) {
            assertThatThrownBy(() -> left.read((kind, payload, next, isDelivered) -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("version");
        }
        assertThat(file).exists();
    }

    @Test
    void shouldTakeTheFirstEndOfARequestAndNoOther() throws IOException {
        UsageLog log = log();
        OpenRecord one = log.opened(bytes("open")).orElseThrow();
        log.ended(one, bytes("end"));
        log.ended(one, bytes("end again"));
        List<String> read = new ArrayList<>();
        log.read(UsageLog.start(), 10, (kind, payload, next) -> read.add(text(payload)));
        assertThat(read).containsExactly("open", "end");
        assertThat(log.openCount()).isZero();
        log.close();
    }

    @Test
    void shouldKeepARequestOpenUntilItsEventIsWritten() throws IOException {
        UsageLog log = log();
        OpenRecord open = log.opened(bytes("open")).orElseThrow();
        while (log.hasRoom()) {
            log.ended(bytes("event"));
        }
        while (log.opened(bytes("another")).isPresent()) {
            assertThat(log.hasRoom()).isFalse();
        }
        int before = log.openCount();
        log.ended(open, bytes("end"));
        assertThat(log.openCount()).isEqualTo(before);
        log.maintain();
        assertThat(log.openCount()).isEqualTo(before - 1);
        log.close();
        assertThat(abandoned()).contains("ENDED end");
    }

    @Test
    void shouldBeReadableByItsOwnerAlone() throws IOException {
        UsageLog log = log();
        Path directory = LogDirectory.all(base).getFirst();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        log.close();
    }

    private UsageLog log() throws IOException {
        return UsageLog.create(base, SEGMENT, (long) MOST_SEGMENTS * SEGMENT);
    }

    private List<String> abandoned() throws IOException {
        List<String> found = new ArrayList<>();
        for (AbandonedLog left : AbandonedLog.takeAll(base)) {
            try (left) {
                left.read((kind, payload, next, isDelivered) -> found.add(kind + " " + text(payload)));
            }
        }
        return found;
    }

    private static Path written(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory, "*.segment")) {
            for (Path file : files) {
                if (new String(Files.readAllBytes(file), UTF_8).contains("event")) {
                    return file;
                }
            }
        }
        throw new AssertionError("no segment has been written");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return new String(bytes, UTF_8);
    }
}
