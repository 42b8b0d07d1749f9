package io.tollgate.gateway.body;

import com.fasterxml.jackson.core.JsonToken;
import io.tollgate.gateway.body.image.Image;
import io.tollgate.gateway.body.image.Image.Detail;
import io.tollgate.gateway.body.image.ImageSize;
import io.tollgate.gateway.body.image.Images;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the images among the parts of messages. Objects to nothing: what is no image is the backend's to refuse, and counts
 * as one of unknown size. For one body.
 */
final class ImageParts {

    private final JsonCursor json;
    private final References references;
    private List<Image> seen = List.of();
    private int unseen;

    private boolean present;
    private ImageSize size;
    private Detail detail;

    ImageParts(JsonCursor json, References references) {
        this.json = json;
        this.references = references;
    }

    /** A part begins. */
    void begin() {
        present = false;
        size = ImageSize.UNKNOWN;
        detail = Detail.AUTO;
    }

    /** The part has an image in another place or form than a URL; passes over the current value. */
    void other(String name) throws IOException {
        present |= json.token() != JsonToken.VALUE_NULL;
        references.scan(name);
    }

    /** Reads where the part's image is: a URL, or an object that has one as {@code url}. */
    void url() throws IOException {
        present |= json.token() != JsonToken.VALUE_NULL;
        if (json.token() != JsonToken.START_OBJECT) {
            location();
            return;
        }
        while (json.next() == JsonToken.FIELD_NAME) {
            String name = json.name();
            json.next();
            switch (name) {
                case "url" -> location();
                case "detail" -> detail();
                default -> references.scan(name);
            }
        }
    }

    /** Reads in how much detail the part's image is wanted. */
    void detail() throws IOException {
        if (json.token() == JsonToken.VALUE_STRING) {
            detail = Detail.named(json.text());
        } else {
            references.scan("detail");
        }
    }

    /** The part ends. */
    void end() {
        if (!present) {
            return;
        }
        if (seen.size() == Images.MOST_SEEN) {
            unseen++;
            return;
        }
        if (seen.isEmpty()) {
            seen = new ArrayList<>();
        }
        seen.add(new Image(size, detail));
    }

    Images all() {
        return seen.isEmpty() ? Images.NONE : new Images(seen, unseen);
    }

    private void location() throws IOException {
        if (json.token() == JsonToken.VALUE_STRING && seen.size() < Images.MOST_SEEN) {
            size = ImageSize.ofDataUrl(json.bytes(), json.offset());
        }
        references.scan("image_url");
    }
}
