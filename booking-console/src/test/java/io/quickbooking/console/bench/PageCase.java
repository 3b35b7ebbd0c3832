package io.quickbooking.console.bench;

import java.util.List;
import java.util.Optional;

/**
 * One thing to measure.
 *
 * @param kind gives the goal for its p95
 * @param paths taken in turn, so that not one row is asked for again and again
 * @param region the part of the page that is asked for; empty: the whole page
 */
record PageCase(String name, Kind kind, List<String> paths, Optional<String> region) {

    enum Kind {
        PAGE(150),
        FRAGMENT(60),
        LOOK_UP(30);

        final int goal;

        Kind(int goal) {
            this.goal = goal;
        }
    }

    static PageCase page(String name, List<String> paths) {
        return new PageCase(name, Kind.PAGE, paths, Optional.empty());
    }

    static PageCase page(String name, String path) {
        return page(name, List.of(path));
    }

    static PageCase lookUp(String name, List<String> paths) {
        return new PageCase(name, Kind.LOOK_UP, paths, Optional.of("search-results"));
    }

    PageCase region(BenchClient.Region region) {
        return new PageCase(
                name + ", part " + region.id(), Kind.FRAGMENT, List.of(region.url()), Optional.of(region.id()));
    }

    String path(int turn) {
        return paths.get(turn % paths.size());
    }
}
