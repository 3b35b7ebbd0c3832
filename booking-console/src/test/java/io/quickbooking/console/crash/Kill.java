package io.quickbooking.console.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What is killed, and how often among twenty. */
enum Kill {
    ONE_PROCESS_OF_POSTGRESQL("one process of PostgreSQL", 7),
    PARENT_OF_POSTGRESQL("PostgreSQL's first process", 2),
    ALL_OF_POSTGRESQL("PostgreSQL", 4),
    APPLICATION("the application", 3),
    REDIS("Redis", 2),
    /** Stopped, and let go on a while later with what it had. */
    TONGUE_OF_REDIS("Redis's answers for a while", 1),
    EVERYTHING("PostgreSQL and both applications", 1);

    private final String description;
    private final int share;

    Kill(String description, int share) {
        this.description = description;
        this.share = share;
    }

    String description() {
        return description;
    }

    /** In every twenty each kind comes as often as its share. */
    static List<Kill> sequence(int count, Random random) {
        List<Kill> sequence = new ArrayList<>();
        while (sequence.size() < count) {
            List<Kill> twenty = new ArrayList<>();
            for (Kill kind : values()) {
                IntStream.range(0, kind.share).forEach(any -> twenty.add(kind));
            }
            Collections.shuffle(twenty, random);
            sequence.addAll(twenty);
        }
        return List.copyOf(sequence.subList(0, count));
    }
}
