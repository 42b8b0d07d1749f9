package io.tollgate.gateway.metering.dialect;

import io.tollgate.gateway.metering.UsageReading;

/** The words in which usage is told. */
enum Vendor {
    OPENAI {
        @Override
        String usage(Dice dice, UsageReading.Reported of) {
            return plain(dice, of)
                    + ",\"prompt_tokens_details\":{\"audio_tokens\":0,\"cached_tokens\":"
                    + dice.number(of.cachedInput())
                    + "},\"completion_tokens_details\":{\"reasoning_tokens\":" + dice.number(of.reasoning())
                    + ",\"rejected_prediction_tokens\":0}";
        }
    },
    RESPONSES {
        @Override
        String usage(Dice dice, UsageReading.Reported of) {
            return "\"input_tokens\":" + dice.number(of.input()) + ",\"input_tokens_details\":{\"cached_tokens\":"
                    + dice.number(of.cachedInput()) + "},\"output_tokens\":" + dice.number(of.output())
                    + ",\"output_tokens_details\":{\"reasoning_tokens\":" + dice.number(of.reasoning())
                    + "},\"total_tokens\":" + dice.number(of.input() + of.output());
        }
    },
    DEEPSEEK {
        @Override
        String usage(Dice dice, UsageReading.Reported of) {
            return plain(dice, of) + ",\"prompt_cache_hit_tokens\":" + dice.number(of.cachedInput())
                    + ",\"prompt_cache_miss_tokens\":" + dice.number(of.input() - of.cachedInput())
                    + ",\"completion_tokens_details\":{\"reasoning_tokens\":" + dice.number(of.reasoning()) + "}";
        }
    },
    /** Reasoning stands beside the completion, and the total has both. */
    XAI {
        @Override
        String usage(Dice dice, UsageReading.Reported of) {
            return "\"completion_tokens\":" + dice.number(of.output() - of.reasoning()) + ",\"prompt_tokens\":"
                    + dice.number(of.input()) + ",\"total_tokens\":" + dice.number(of.input() + of.output())
                    + ",\"prompt_tokens_details\":{\"cached_tokens\":" + dice.number(of.cachedInput())
                    + "},\"completion_tokens_details\":{\"reasoning_tokens\":" + dice.number(of.reasoning()) + "}";
        }
    },
    /** Input from the cache stands beside the rest of it, and there may be no total. */
    ANTHROPIC {
        @Override
        String usage(Dice dice, UsageReading.Reported of) {
            return "\"input_tokens\":" + dice.number(of.input() - of.cachedInput())
                    + ",\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":" + dice.number(of.cachedInput())
                    + ",\"output_tokens\":" + dice.number(of.output())
                    + (dice.chance(2) ? ",\"total_tokens\":" + (of.input() + of.output()) : "");
        }

        @Override
        UsageReading.Reported heard(UsageReading.Reported of) {
            return new UsageReading.Reported(of.input(), of.cachedInput(), of.output(), 0);
        }
    },
    WITHOUT_DETAILS {
        @Override
        String usage(Dice dice, UsageReading.Reported of) {
            return plain(dice, of);
        }

        @Override
        UsageReading.Reported heard(UsageReading.Reported of) {
            return new UsageReading.Reported(of.input(), 0, of.output(), 0);
        }
    };

    /** The members of an object that says this. */
    abstract String usage(Dice dice, UsageReading.Reported of);

    /** What of it can be known from that. */
    UsageReading.Reported heard(UsageReading.Reported of) {
        return of;
    }

    static String plain(Dice dice, UsageReading.Reported of) {
        return "\"prompt_tokens\":" + dice.number(of.input()) + ",\"completion_tokens\":" + dice.number(of.output())
                + ",\"total_tokens\":" + dice.number(of.input() + of.output())
                + ",\"cost\":0.00125,\"extra\":[\"usage\",1]";
    }
}
