package io.tollgate.gateway.metering.dialect;

/** Pieces of output, as JSON writes them, whose number of tokens is beyond dispute: one to five bytes for each. */
final class Words {

    private static final String[] TOKENS = {
        " the",
        "ion",
        "a",
        "é",
        " Zoë",
        "中",
        "😀",
        "\\n",
        "\\\"",
        "\\\\n",
        "{}",
        "data:",
        " \\u00e9s",
        "\\ud83d\\ude00",
        "1",
        " of"
    };
    private static final String[] FULL_TOKENS = {" the", "tion", "中a", "😀", " Zoë", "\\n\\n\\n", "\\u4e2d ", "[\\\"}]"
    };

    /**
     * @param json the inside of a JSON string
     * @param tokens how many it is
     */
    record Piece(String json, int tokens) {}

    private final Dice dice;
    private final boolean batches;

    Words(Dice dice) {
        this.dice = dice;
        this.batches = dice.chance(3);
    }

    Piece next() {
        if (!batches) {
            return new Piece(dice.one(TOKENS), 1);
        }
        int tokens = 2 + dice.below(12);
        var json = new StringBuilder();
        for (int i = 0; i < tokens; i++) {
            json.append(dice.one(FULL_TOKENS));
        }
        return new Piece(json.toString(), tokens);
    }
}
