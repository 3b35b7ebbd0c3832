package io.quickbooking.core.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for an order in which calls that overlapped could have been made one after another: each at some moment between its
 * question and its answer, all with the answers they were given.
 *
 * @see <a href="https://www.cs.cmu.edu/~wing/publications/WingGong93.pdf">Wing and Gong, Testing and verifying concurrent
 *     objects</a>
 * @see <a href="https://www.cs.ox.ac.uk/people/gavin.lowe/LinearizabiltyTesting/paper.pdf">Lowe, Testing for
 *     linearizability</a>, for remembering what has been tried
 */
final class Linearizability<S, O> {
    private static final int MOST_TRIED = 2_000_000;

    private final SequentialModel<S, O> model;
    private final List<Call<O>> calls;
    private final long answered;
    private final Set<Configuration<S>> tried = new HashSet<>();
    private final Deque<Call<O>> order = new ArrayDeque<>();
    private List<Call<O>> longest = List.of();
    private S afterLongest;

    private record Configuration<S>(BitSet made, S state) {}

    private Linearizability(SequentialModel<S, O> model, List<Call<O>> calls) {
        this.model = model;
        this.calls =
                calls.stream().sorted(Comparator.comparingLong(Call::asked)).toList();
        answered = calls.stream().filter(Call::isAnswered).count();
        afterLongest = model.initial();
    }

    /** Why there is no such order; empty: there is one. */
    static <S, O> Optional<String> refutation(SequentialModel<S, O> model, List<Call<O>> calls) {
        Linearizability<S, O> search = new Linearizability<>(model, calls);
        return search.succeeds(new BitSet(), 0, model.initial()) ? Optional.empty() : Optional.of(search.explanation());
    }

    /** @param answeredMade how many of the calls made so far were answered; those that were not need not be made */
    private boolean succeeds(BitSet made, long answeredMade, S state) {
        if (answeredMade == answered) {
            return true;
        }
        if (!tried.add(new Configuration<>((BitSet) made.clone(), state))) {
            return false;
        }
        if (tried.size() > MOST_TRIED) {
            throw new IllegalStateException("too much overlaps in this history for it to be checked");
        }
        if (order.size() > longest.size()) {
            longest = List.copyOf(order);
            afterLongest = state;
        }
        List<Integer> next = next(made);
        List<List<S>> after = new ArrayList<>();
        for (int call : next) {
            List<S> states = model.after(state, calls.get(call).operation());
            if (!states.isEmpty() && model.isLook(calls.get(call).operation())) {
                // A look that fits can be had now: whatever is possible later is possible after it.
                return succeedsWith(call, state, made, answeredMade);
            }
            after.add(states);
        }
        for (int i = 0; i < next.size(); i++) {
            for (S possible : after.get(i)) {
                if (succeedsWith(next.get(i), possible, made, answeredMade)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean succeedsWith(int call, S state, BitSet made, long answeredMade) {
        made.set(call);
        order.addLast(calls.get(call));
        boolean success = succeeds(made, answeredMade + (calls.get(call).isAnswered() ? 1 : 0), state);
        order.removeLast();
        made.clear(call);
        return success;
    }

    /** Those that were asked before any other that is left was answered. */
    private List<Integer> next(BitSet made) {
        List<Integer> next = new ArrayList<>();
        long firstAnswer = Call.NEVER;
        for (int i = made.nextClearBit(0);
                i < calls.size() && calls.get(i).asked() < firstAnswer;
                i = made.nextClearBit(i + 1)) {
            next.add(i);
            firstAnswer = Math.min(firstAnswer, calls.get(i).answered());
        }
        return next;
    }

    private String explanation() {
        BitSet made = new BitSet();
        for (int i = 0; i < calls.size(); i++) {
            made.set(i, longest.contains(calls.get(i)));
        }
        StringBuilder text =
                new StringBuilder("no order explains these %d calls. At best so far:\n".formatted(calls.size()));
        longest.forEach(call -> text.append("  ").append(call).append('\n'));
        text.append("which comes to\n  ").append(afterLongest).append("\nafter which none of these is possible:\n");
        next(made).forEach(call -> text.append("  ").append(calls.get(call)).append('\n'));
        return text.toString();
    }
}
