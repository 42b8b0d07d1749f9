package io.tollgate.gateway.body.naming;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An item of a request while it is read: whether it says everything itself, or is one that the backend looks up by its id.
 * Those whose type is not known are looked up.
 */
public final class ItemShape {

    /** By type: the fields of which one makes the item complete. A field that is null or empty is not there. */
    private static final Map<String, List<String>> COMPLETE = Map.of(
            "reasoning", List.of("encrypted_content", "content"),
            "compaction", List.of("encrypted_content"),
            "image_generation_call", List.of("result"),
            "file_search_call", List.of("results"));

    /** The same for items whose field may be empty, as long as it is there. */
    private static final Map<String, List<String>> PRESENT = Map.ofEntries(
            Map.entry("message", List.of("content")),
            Map.entry("function_call", List.of("arguments")),
            Map.entry("function_call_output", List.of("output")),
            Map.entry("custom_tool_call", List.of("input")),
            Map.entry("custom_tool_call_output", List.of("output")),
            Map.entry("computer_call", List.of("action", "actions")),
            Map.entry("computer_call_output", List.of("output")),
            Map.entry("code_interpreter_call", List.of("code")),
            Map.entry("local_shell_call", List.of("action")),
            Map.entry("local_shell_call_output", List.of("output")),
            Map.entry("shell_call", List.of("action")),
            Map.entry("shell_call_output", List.of("output")),
            Map.entry("apply_patch_call", List.of("operation")),
            Map.entry("apply_patch_call_output", List.of("status")),
            Map.entry("tool_search_call", List.of("arguments")),
            Map.entry("tool_search_output", List.of("tools")),
            Map.entry("additional_tools", List.of("tools")),
            Map.entry("program", List.of("code")),
            Map.entry("program_output", List.of("result")),
            Map.entry("mcp_list_tools", List.of("tools")),
            Map.entry("mcp_call", List.of("arguments")),
            Map.entry("mcp_approval_request", List.of("arguments")),
            Map.entry("mcp_approval_response", List.of("approve")));

    private final Map<String, Presence> fields = new HashMap<>();
    private String type = "";
    private String id;

    /** What stands in a field. */
    public enum Presence {
        NULL,
        EMPTY,
        FILLED
    }

    /**
     * The item has this field.
     *
     * @return false when it has had it before
     */
    public boolean has(String field, Presence presence) {
        return fields.put(field, presence) == null;
    }

    /** Its type; empty for none, and for one that is no text. */
    public void type(String text) {
        type = text;
    }

    public void id(String text) {
        id = text;
    }

    /** Its id; null for none. */
    public String id() {
        return id;
    }

    public boolean isApproval() {
        return type.equals("mcp_approval_response");
    }

    /** Whether a backend may look it up by its id. */
    public boolean isLookedUp() {
        if (id == null) {
            return false;
        }
        if (type.isEmpty()) {
            boolean message = isPresent("role") && isPresent("content");
            return !message || ResourceIds.looksLikeOne(id);
        }
        return COMPLETE.getOrDefault(type, List.of()).stream().noneMatch(this::isFilled)
                && PRESENT.getOrDefault(type, List.of()).stream().noneMatch(this::isPresent);
    }

    private boolean isPresent(String field) {
        return fields.getOrDefault(field, Presence.NULL) != Presence.NULL;
    }

    private boolean isFilled(String field) {
        return fields.get(field) == Presence.FILLED;
    }
}
