package io.tollgate.gateway.body.naming;

import java.util.Locale;
import java.util.Set;

/** Tells the ids that backends give to what they remember from other text, by how they begin. */
public final class ResourceIds {

    private static final Set<String> PREFIXES = Set.of(
            "apc",
            "apco",
            "asst",
            "assistant",
            "audio",
            "batch",
            "cfile",
            "chatcmpl",
            "ci",
            "cmp",
            "cmpl",
            "cntr",
            "conv",
            "ctc",
            "ctco",
            "cthr",
            "cu",
            "cuo",
            "eval",
            "evalrun",
            "fc",
            "fco",
            "file",
            "fs",
            "ftckpt",
            "ftjob",
            "ig",
            "item",
            "lsh",
            "lsho",
            "mcp",
            "mcpl",
            "mcpr",
            "msg",
            "outputitem",
            "pmpt",
            "prog",
            "resp",
            "rs",
            "run",
            "sh",
            "sho",
            "skill",
            "step",
            "thread",
            "tsc",
            "tso",
            "tunnel",
            "upload",
            "video",
            "voice",
            "vs",
            "vsfb",
            "ws");

    /** Names of tools and items that begin as ids do. */
    private static final Set<String> WORDS = Set.of(
            "file_search", "file_search_call", "mcp_call", "mcp_list_tools", "mcp_approval_request", "item_reference");

    private static final String CONTAINER_FILE = "cfile_";

    private ResourceIds() {}

    /** Whether {@code text} may be such an id. */
    public static boolean looksLikeOne(String text) {
        String id = text.strip().toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < id.length() && id.charAt(end) != '_' && id.charAt(end) != '-') {
            end++;
        }
        return end < id.length() - 1 && PREFIXES.contains(id.substring(0, end)) && !WORDS.contains(id);
    }

    /** Whether {@code text} names a file inside a container, which opens to nobody who cannot name the container. */
    public static boolean isContainerFile(String text) {
        return text.startsWith(CONTAINER_FILE);
    }
}
