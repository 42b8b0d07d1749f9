package io.tollgate.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table as Markdown that is also aligned for a terminal: the first column to the left, figures to the right.
 *
 * @param header one title per column
 * @param rows as many cells as the header has
 */
public record Table(List<String> header, List<List<String>> rows) {

    public Table {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        int columns = header.size();
        if (rows.stream().anyMatch(row -> row.size() != columns)) {
            throw new IllegalArgumentException("every row must have " + columns + " cells");
        }
    }

    /** Lines that end with a line feed. */
    public String render() {
        List<Integer> widths =
                IntStream.range(0, header.size()).mapToObj(this::width).toList();
        List<String> lines = new ArrayList<>();
        lines.add(line(header, widths));
        lines.add(IntStream.range(0, widths.size())
                .mapToObj(column ->
                        column == 0 ? "-".repeat(widths.getFirst()) : "-".repeat(widths.get(column) - 1) + ":")
                .collect(Collectors.joining(" | ", "| ", " |\n")));
        rows.forEach(row -> lines.add(line(row, widths)));
        return String.join("", lines);
    }

    private int width(int column) {
        int widest =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return Math.max(2, Math.max(widest, header.get(column).length()));
    }

    private static String line(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> column == 0
                        ? cells.get(column)
                                + " "
                                        .repeat(widths.get(column)
                                                - cells.get(column).length())
                        : " ".repeat(widths.get(column) - cells.get(column).length()) + cells.get(column))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
