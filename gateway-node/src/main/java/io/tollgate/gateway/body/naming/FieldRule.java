package io.tollgate.gateway.body.naming;

import io.tollgate.gateway.model.Reference.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a field with a certain name can name. */
public enum FieldRule {
    /** Nothing, whatever its value. */
    NOTHING(null),
    /** Something, when its value looks like the id of it: a field that nobody has published. */
    IF_IT_LOOKS_SO(null),
    /** Nothing but an item by its type: {@code item_reference}. */
    TYPE(null),
    RESPONSE(Kind.RESPONSE),
    CONVERSATION(Kind.CONVERSATION),
    FILE(Kind.FILE),
    CONTAINER(Kind.CONTAINER),
    ITEM(Kind.ITEM),
    OTHER(Kind.OTHER);

    private static final int MOST_NAME_CHARACTERS = 64;

    private static final Map<String, FieldRule> PUBLISHED = Map.ofEntries(
            Map.entry("type", TYPE),
            Map.entry("previousresponseid", RESPONSE),
            Map.entry("responseid", RESPONSE),
            Map.entry("conversation", CONVERSATION),
            Map.entry("conversationid", CONVERSATION),
            Map.entry("fileid", FILE),
            Map.entry("fileids", FILE),
            Map.entry("container", CONTAINER),
            Map.entry("containerid", CONTAINER),
            Map.entry("itemid", ITEM),
            Map.entry("previousitemid", ITEM),
            Map.entry("approvalrequestid", ITEM),
            Map.entry("vectorstoreid", OTHER),
            Map.entry("vectorstoreids", OTHER),
            Map.entry("tunnelid", OTHER),
            Map.entry("promptid", OTHER),
            // Made by callers or models, within one request.
            Map.entry("callid", NOTHING),
            Map.entry("toolcallid", NOTHING),
            Map.entry("callerid", NOTHING),
            Map.entry("tooluseid", NOTHING));

    /** Names that do not end as those of ids do, and whose values other servers of the API take for ids. */
    private static final Set<String> BARE = Set.of(
            "assistant",
            "attachment",
            "attachments",
            "batch",
            "document",
            "documents",
            "file",
            "files",
            "fileurl",
            "image",
            "imagefile",
            "imageurl",
            "inputfile",
            "inputimage",
            "item",
            "items",
            "prompt",
            "reference",
            "references",
            "response",
            "skill",
            "thread",
            "url",
            "vectorstore",
            "vectorstores",
            "voice");

    private final Kind kind;

    FieldRule(Kind kind) {
        this.kind = kind;
    }

    /** What the field names for certain. */
    public Optional<Kind> kind() {
        return Optional.ofNullable(kind);
    }

    /** The rule for a field, however its name is spelled: {@code file_id}, {@code fileId}, {@code FILE-ID}. */
    public static FieldRule of(String name) {
        if (name.length() > MOST_NAME_CHARACTERS) {
            return IF_IT_LOOKS_SO;
        }
        String bare = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
        FieldRule published = PUBLISHED.get(bare);
        if (published != null) {
            return published;
        }
        return bare.endsWith("id") || bare.endsWith("ids") || BARE.contains(bare) ? IF_IT_LOOKS_SO : NOTHING;
    }
}
