package io.tollgate.gateway.metering.dialect;

import io.tollgate.gateway.metering.UsageReading;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Streams of chat and of completions, one to three choices. */
final class ChatDialect {

    private static final int PREVIEW = 4;

    private enum End {
        FINISH_AND_DONE,
        FINISH,
        DONE,
        NOTHING
    }

    private final Dice dice;
    private final boolean hideUsage;
    private final Frames frames;
    private final Words words;
    private final boolean completions;
    private final int choices;
    private final boolean interleaved;
    private final UnaryOperator<String> manner;
    private final Telling telling;
    private final Vendor vendor;
    private final End end;
    private final long[] passedOf;
    private final long input;
    private final long cached;
    private final long hiddenReasoning;
    private final boolean spaced;
    private final String type;

    private long passed;
    private long told;
    private int finished;
    private Optional<UsageReading.Reported> known = Optional.empty();

    ChatDialect(Dice dice, boolean hideUsage) {
        this.dice = dice;
        this.hideUsage = hideUsage;
        frames = new Frames(dice);
        words = new Words(dice);
        completions = dice.chance(5);
        choices = dice.chance(4) ? 2 + dice.below(2) : 1;
        interleaved = dice.chance(2);
        manner = completions ? text -> "\"text\":\"" + text + "\"" : Deltas.any(dice);
        end = dice.one(End.FINISH_AND_DONE, End.FINISH_AND_DONE, End.FINISH, End.DONE, End.NOTHING);
        telling = telling();
        vendor = dice.one(Vendor.values());
        passedOf = new long[choices];
        input = 1L + dice.below(200);
        cached = dice.chance(2) ? dice.below((int) input) : 0;
        hiddenReasoning = dice.chance(3) ? dice.below(100) : 0;
        spaced = dice.chance(4);
        type = dice.chance(30) ? "message" : "";
    }

    private Telling telling() {
        Telling any = dice.one(Telling.values());
        boolean hasFinish = end == End.FINISH || end == End.FINISH_AND_DONE;
        boolean needsFinish = any.isOnFinish() || any == Telling.WRAPPED;
        return needsFinish && !hasFinish || any == Telling.APART && choices == 1 ? Telling.ALONE : any;
    }

    Spoken speak() {
        if (!completions && dice.chance(6)) {
            send("\"choices\":[],\"prompt_filter_results\":[{\"usage\":{\"prompt_tokens\":99}}]", "", false);
        }
        boolean roles = choices > 1 || telling.isPreview() || dice.chance(2);
        for (int choice = 0; roles && choice < choices; choice++) {
            send(
                    choice(
                            choice,
                            completions ? "\"text\":\"\"" : "\"delta\":{\"role\":\"assistant\",\"content\":\"\"}",
                            false),
                    beside(choice),
                    false);
        }
        pieces();
        if (telling.isAlone()) {
            known = Optional.of(heard());
            alone(vendor.usage(dice, whole()), known.get().output());
        } else if (telling == Telling.ON_FINISH_THEN_PLAIN) {
            alone(Vendor.plain(dice, whole()), told);
        } else if (telling == Telling.ON_FINISH_THEN_ZEROS || telling == Telling.ZEROS) {
            alone("\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0", told);
        }
        if (end == End.FINISH_AND_DONE || end == End.DONE) {
            frames.event("", "[DONE]", false);
            frames.moment(passed, told, true, known);
        }
        return frames.spoken(
                telling + " " + vendor + " " + end + " choices=" + choices + " completions=" + completions);
    }

    private void pieces() {
        int each = 1 + dice.below(12);
        if (interleaved) {
            for (int i = 0; i < each * choices; i++) {
                piece(i % choices);
            }
            for (int choice = 0; choice < choices; choice++) {
                finish(choice);
            }
        } else {
            for (int choice = 0; choice < choices; choice++) {
                for (int i = 0; i < each; i++) {
                    piece(choice);
                }
                finish(choice);
            }
        }
    }

    private void piece(int choice) {
        Words.Piece piece = words.next();
        passed += piece.tokens();
        passedOf[choice] += piece.tokens();
        send(choice(choice, manner.apply(piece.json()), false), beside(choice), false);
    }

    private void finish(int choice) {
        if (end == End.DONE || end == End.NOTHING) {
            return;
        }
        finished++;
        String usage = beside(choice);
        if (finished == choices && (telling.isOnFinish() || telling == Telling.WRAPPED)) {
            Vendor teller = telling == Telling.ON_FINISH_THEN_PLAIN ? Vendor.OPENAI : vendor;
            known = Optional.of(teller.heard(whole()));
            told = whole().output();
            usage = ",\"usage\":{" + teller.usage(dice, whole()) + "}";
            usage = telling == Telling.WRAPPED ? ",\"x_groq\":{\"id\":\"r\"" + usage + "}" : usage;
        }
        if (finished == choices && telling == Telling.RUNNING_THEN_ALONE) {
            known = Optional.of(new UsageReading.Reported(input, 0, passed, 0));
        }
        send(choice(choice, completions ? "\"text\":\"\"" : "\"delta\":{}", true), usage, false);
    }

    private UsageReading.Reported heard() {
        return vendor.heard(whole());
    }

    private UsageReading.Reported whole() {
        return new UsageReading.Reported(input, cached, passed + hiddenReasoning, hiddenReasoning);
    }

    private String choice(int index, String delta, boolean finish) {
        String reason = finish
                ? ",\"finish_reason\":\"" + dice.one("stop", "length", "tool_calls") + "\""
                : dice.one("", ",\"finish_reason\":null", ",\"finish_reason\":\"\"");
        String logprobs = dice.one("", "", ",\"logprobs\":{\"content\":[{\"token\":\"usage\",\"logprob\":-0.5e-3}]}");
        return "\"choices\":[{" + (index == 0 && dice.chance(5) ? "" : "\"index\":" + index + ",") + delta + logprobs
                + reason + "}]";
    }

    /** What a piece says of usage. */
    private String beside(int choice) {
        if (telling.isZeros()) {
            return ",\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}";
        }
        if (telling.isRunning() && passed > 0) {
            return running(passed);
        }
        if (telling == Telling.APART && passed > 0) {
            return running(passedOf[choice]);
        }
        if (telling.isPreview() && passed == 0) {
            return running(PREVIEW);
        }
        return telling == Telling.NULLS_THEN_ALONE ? ",\"usage\":null" : "";
    }

    private String running(long output) {
        told = Math.max(told, output);
        return ",\"usage\":{" + Vendor.plain(dice, new UsageReading.Reported(input, 0, output, 0)) + "}";
    }

    private void alone(String usage, long output) {
        told = Math.max(told, output);
        send("\"choices\":[]", ",\"usage\":{" + usage + "}", hideUsage);
    }

    private void send(String choice, String usage, boolean hidden) {
        boolean usageFirst = !usage.isEmpty() && dice.chance(6);
        String members = usageFirst ? usage.substring(1) + "," + choice : choice + usage;
        String fingerprint = dice.chance(8) ? ",\"system_fingerprint\":\"{\\\"usage\\\":{}}\"" : "";
        String data = "{\"id\":\"c\",\"object\":\"chunk\",\"model\":\"m\"," + members + fingerprint + "}";
        frames.event(type, spaced ? data.replace(",\"", ", \"").replace("\":", "\" : ") : data, hidden);
        frames.moment(passed, told, finished == choices, known);
    }
}
