package io.tollgate.gateway.body.image;

import java.util.List;

/**
 * The images of a prompt. Of no more than {@value #MOST_SEEN} is anything known, so that a body of many costs little.
 *
 * @param seen the first of them
 * @param unseen how many there are beyond
 */
public record Images(List<Image> seen, int unseen) {

    public static final int MOST_SEEN = 256;

    public static final Images NONE = new Images(List.of(), 0);

    public Images {
        seen = List.copyOf(seen);
    }

    /** How many there are. */
    public int count() {
        return seen.size() + unseen;
    }
}
