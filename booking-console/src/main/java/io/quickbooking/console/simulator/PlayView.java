package io.quickbooking.console.simulator;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.simulation.Conversation;
import io.quickbooking.core.simulation.Conversation.Own;
import io.quickbooking.core.simulation.Conversation.Reply;
import io.quickbooking.core.simulation.LimitBreach;
import io.quickbooking.core.simulation.PhoneMessage;
import io.quickbooking.core.simulation.SimulationStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The phone and the inspector beside it.
 *
 * @param bubbles the oldest first
 * @param steps the newest first
 * @param inspected null: nothing has been done yet
 */
record PlayView(
        List<BubbleView> bubbles,
        List<StepView> steps,
        @Nullable InspectedView inspected) {

    /** @param wanted id of the step to inspect; anything else: the newest */
    static PlayView of(Conversation conversation, String wanted, Desk desk) {
        Formats formats = desk.formats();
        List<SimulationStep> steps = conversation.steps();
        SimulationStep inspected = steps.stream()
                .filter(step -> Long.toString(step.id()).equals(wanted))
                .findFirst()
                .orElse(steps.isEmpty() ? null : steps.get(steps.size() - 1));
        List<StepView> views = new ArrayList<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            views.add(StepView.of(i + 1, steps.get(i), steps.get(i) == inspected, formats));
        }
        return new PlayView(
                conversation.bubbles().stream()
                        .map(bubble -> BubbleView.of(bubble, formats))
                        .toList(),
                views,
                inspected == null ? null : InspectedView.of(inspected, conversation, formats));
    }

    /**
     * One line on the phone.
     *
     * @param kind {@code tap}, {@code text}, {@code clock} or {@code reply}
     * @param receipt of a reply: {@code sent}, {@code delivered}, {@code read}, {@code failed}; of an own one: empty, or
     *     {@code held}
     * @param message of a reply
     */
    record BubbleView(
            String kind,
            String words,
            String time,
            String machine,
            String receipt,
            @Nullable Long replyId,
            @Nullable PhoneMessage message,
            List<BreachView> breaches,
            String error) {
        static BubbleView of(Conversation.Bubble bubble, Formats formats) {
            return bubble.match(own -> of(own, formats), reply -> of(reply, formats));
        }

        private static BubbleView of(Own own, Formats formats) {
            return new BubbleView(
                    lower(own.step().kind()),
                    own.step().words(),
                    formats.time(own.at()),
                    formats.machine(own.at()),
                    own.step().isHeld() ? "held" : "",
                    null,
                    null,
                    List.of(),
                    "");
        }

        private static BubbleView of(Reply reply, Formats formats) {
            return new BubbleView(
                    "reply",
                    reply.message().body(),
                    formats.time(reply.at()),
                    formats.machine(reply.at()),
                    lower(reply.receipt()),
                    reply.id(),
                    reply.message(),
                    reply.message().breaches().stream().map(BreachView::of).toList(),
                    reply.error() == null ? "" : reply.errorCode() + " " + reply.error());
        }
    }

    /** @param limit end of the text's key */
    record BreachView(String limit, int allowed, int actual) {
        static BreachView of(LimitBreach breach) {
            return new BreachView(lower(breach.limit()), breach.allowed(), breach.actual());
        }
    }

    /** @param outcome end of the text's key; empty: none */
    record StepView(long id, int number, String kind, String words, String outcome, String took, boolean current) {
        static StepView of(int number, SimulationStep step, boolean current, Formats formats) {
            return new StepView(
                    step.id(),
                    number,
                    lower(step.kind()),
                    step.words(),
                    outcome(step),
                    step.took() == null ? "" : formats.latency(step.took()),
                    current);
        }

        private static String outcome(SimulationStep step) {
            if (step.error() != null) {
                return "error";
            }
            if (step.isHeld()) {
                return "held";
            }
            if (step.kind() == SimulationStep.Kind.REPEAT) {
                return "redelivered";
            }
            return Objects.requireNonNullElse(step.outcome(), "");
        }
    }

    /** @param replies JSON of what went out, as pretty text */
    record InspectedView(
            StepView step,
            String madeAt,
            String deliveredAt,
            boolean late,
            String messageId,
            String request,
            List<String> replies,
            String before,
            String after,
            String curl,
            String error) {
        static InspectedView of(SimulationStep step, Conversation conversation, Formats formats) {
            List<String> replies = conversation.bubbles().stream()
                    .filter(Reply.class::isInstance)
                    .map(Reply.class::cast)
                    .filter(reply ->
                            step.messageId() != null && step.messageId().equals(reply.answersTo()))
                    .map(reply -> PrettyJson.of(reply.payload()))
                    .toList();
            return new InspectedView(
                    StepView.of(conversation.steps().indexOf(step) + 1, step, true, formats),
                    formats.seconds(step.madeAt()),
                    step.deliveredAt() == null ? "" : formats.seconds(step.deliveredAt()),
                    step.late(),
                    Objects.requireNonNullElse(step.messageId(), ""),
                    PrettyJson.of(step.body()),
                    replies,
                    PrettyJson.of(step.stateBefore()),
                    PrettyJson.of(step.stateAfter()),
                    Objects.requireNonNullElse(step.curl(), ""),
                    Objects.requireNonNullElse(step.error(), ""));
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
