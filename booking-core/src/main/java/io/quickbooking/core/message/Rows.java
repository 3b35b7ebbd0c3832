package io.quickbooking.core.message;

import io.quickbooking.core.message.InteractiveMessage.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the rows of one list distinct where they would read the same: WhatsApp shows both, and the customer could not
 * tell them apart.
 */
final class Rows {
    private Rows() {}

    /**
     * Makes choices distinct between fixed rows, which stay as they are.
     *
     * @param others an alternative row of a choice, by id, for choices that read the same otherwise
     */
    static List<Row> apart(List<Row> before, List<Row> choices, Map<String, Row> others, List<Row> ways) {
        Map<String, Integer> alike = frequencies(choices);
        List<Row> told = new ArrayList<>();
        for (Row choice : choices) {
            told.add(alike.get(read(choice)) > 1 ? others.getOrDefault(choice.id(), choice) : choice);
        }
        List<Row> ours = new ArrayList<>(before);
        ours.addAll(ways);
        List<Row> rows = new ArrayList<>(before);
        rows.addAll(numbered(told, ours));
        rows.addAll(ways);
        return rows;
    }

    /** Numbers the choices that still read the same, also as a fixed row, like equal buttons. */
    private static List<Row> numbered(List<Row> choices, List<Row> ours) {
        Map<String, Integer> alike = frequencies(choices);
        Set<String> taken = new HashSet<>();
        ours.forEach(row -> taken.add(read(row)));
        Set<String> unique = new HashSet<>();
        choices.stream().filter(choice -> alike.get(read(choice)) == 1).forEach(choice -> unique.add(read(choice)));
        List<Row> rows = new ArrayList<>();
        for (Row choice : choices) {
            boolean clear = alike.get(read(choice)) == 1 && !taken.contains(read(choice));
            Row row = choice;
            for (int number = 1; !clear; number++) {
                row = numbered(choice, number);
                clear = !taken.contains(read(row)) && !unique.contains(read(row));
            }
            taken.add(read(row));
            rows.add(row);
        }
        return rows;
    }

    private static Row numbered(Row row, int number) {
        String suffix = " " + number;
        String name = DisplayName.shortened(row.title(), Row.MAX_TITLE - suffix.length());
        return new Row(row.id(), (name + suffix).strip(), row.description());
    }

    private static Map<String, Integer> frequencies(List<Row> rows) {
        Map<String, Integer> frequencies = new HashMap<>();
        rows.forEach(row -> frequencies.merge(read(row), 1, Integer::sum));
        return frequencies;
    }

    /** Returns the text that a reader sees. */
    private static String read(Row row) {
        return row.title() + "\n" + row.description();
    }
}
