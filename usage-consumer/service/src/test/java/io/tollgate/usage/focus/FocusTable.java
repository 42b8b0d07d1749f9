package io.tollgate.usage.focus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A dataset as a reader of CSV (RFC 4180) sees it. An empty cell is null.
 *
 * @param columns in their order
 * @param rows values that are not null, by column
 */
record FocusTable(List<String> columns, List<Map<String, String>> rows) {

    static FocusTable read(String csv) {
        List<List<String>> lines = lines(csv);
        List<String> columns = lines.getFirst();
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            if (line.size() != columns.size()) {
                throw new IllegalArgumentException("a line has " + line.size() + " cells: " + line);
            }
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                if (!line.get(i).isEmpty()) {
                    row.put(columns.get(i), line.get(i));
                }
            }
            rows.add(row);
        }
        return new FocusTable(columns, rows);
    }

    private static List<List<String>> lines(String csv) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == ',') {
                line.add(cell.toString());
                cell.setLength(0);
            } else if (!quoted && c == '\n') {
                line.add(cell.toString());
                cell.setLength(0);
                lines.add(line);
                line = new ArrayList<>();
            } else if (quoted || c != '\r') {
                cell.append(c);
            }
        }
        return lines;
    }
}
