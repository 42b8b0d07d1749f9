package io.tollgate.gateway.metering.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tollgate.gateway.metering.UsageReading;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes events in any framing that the standard allows, and keeps the book of what is true after each. */
final class Frames {

    private final Dice dice;
    private final String lineEnd;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream forCaller = new ByteArrayOutputStream();
    private final List<Moment> moments = new ArrayList<>();

    Frames(Dice dice) {
        this.dice = dice;
        this.lineEnd = dice.one("\n", "\n", "\r\n", "\r");
        moments.add(new Moment(0, 0, 0, 0, false, Optional.empty()));
        if (dice.chance(20)) {
            both("\uFEFF");
        }
    }

    /** An event of this type, or of none when that is empty, whose data has no comma inside a string. */
    void event(String type, String data, boolean hidden) {
        if (dice.chance(15)) {
            both(dice.one(": keep-alive", ":", ": {\"usage\":{\"prompt_tokens\":1}}") + lineEnd);
        }
        var event = new StringBuilder();
        if (dice.chance(15)) {
            event.append(dice.one("id: 7", "retry:5", "x", "datax: {}")).append(lineEnd);
        }
        if (!type.isEmpty()) {
            event.append("event: ").append(type).append(lineEnd);
        }
        String name = dice.chance(3) ? "data:" : "data: ";
        boolean split = dice.chance(10);
        event.append(name).append(split ? data.replace(",", "," + lineEnd + name) : data);
        event.append(lineEnd);
        if (dice.chance(20)) {
            event.append(": behind").append(lineEnd);
        }
        event.append(lineEnd);
        if (hidden) {
            bytes.writeBytes(event.toString().getBytes(UTF_8));
        } else {
            both(event.toString());
        }
        if (dice.chance(30)) {
            both(lineEnd);
        }
    }

    private void both(String text) {
        bytes.writeBytes(text.getBytes(UTF_8));
        forCaller.writeBytes(text.getBytes(UTF_8));
    }

    /** This is true from here on. */
    void moment(long passed, long told, boolean over, Optional<UsageReading.Reported> usage) {
        moments.add(new Moment(bytes.size(), forCaller.size(), passed, told, over, usage));
    }

    Spoken spoken(String manner) {
        return new Spoken(bytes.toByteArray(), forCaller.toByteArray(), List.copyOf(moments), manner);
    }
}
