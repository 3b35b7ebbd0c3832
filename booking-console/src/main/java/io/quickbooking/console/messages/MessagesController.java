package io.quickbooking.console.messages;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.desk.Overtaken;
import io.quickbooking.console.desk.SendingNotice;
import io.quickbooking.core.admin.messages.MessageCounts;
import io.quickbooking.core.admin.messages.MessageDesk;
import io.quickbooking.core.admin.messages.MessageQuery;
import io.quickbooking.core.admin.messages.MessageState;
import io.quickbooking.core.admin.messages.Outdated;
import io.quickbooking.core.admin.messages.ReceivedMessage;
import io.quickbooking.core.admin.messages.SentMessage;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The messages to customers by what became of them, one message, and the taps that were given up. */
@Controller
@RequestMapping("/admin/messages")
class MessagesController {
    private static final int PAGE = 50;
    private static final String NOT_HANDLED = "not-handled";

    private final MessageDesk messages;
    private final MessageSource texts;
    private final SendingNotice sending;

    MessagesController(MessageDesk messages, MessageSource texts, SendingNotice sending) {
        this.messages = messages;
        this.texts = texts;
        this.sending = sending;
    }

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String before,
            Desk desk,
            Htmx htmx,
            Model model) {
        UUID salon = desk.salon().id();
        boolean received = state.equals(NOT_HANDLED);
        Optional<MessageState> wanted = MessageState.ofCode(state);
        MessageQuery query = new MessageQuery(
                salon,
                wanted.orElse(null),
                received ? "" : q.strip(),
                id(before).orElse(null),
                PAGE + 1);
        model.addAttribute(
                "state", received ? NOT_HANDLED : wanted.map(MessageState::code).orElse(""));
        model.addAttribute("q", q);
        model.addAttribute("unknownState", !state.isEmpty() && !received && wanted.isEmpty());
        sending(salon, model);
        model.addAttribute("before", before);
        model.addAttribute("received", received);
        model.addAttribute("tabs", tabs(messages.counts(salon), desk));
        if (received) {
            List<ReceivedMessage> found = messages.notHandled(query);
            model.addAttribute(
                    "rows",
                    found.stream()
                            .limit(PAGE)
                            .map(message -> ReceivedRow.of(message, desk.formats()))
                            .toList());
            model.addAttribute("next", found.size() > PAGE ? found.get(PAGE - 1).id() : null);
        } else {
            List<SentMessage> found = messages.sent(query);
            model.addAttribute(
                    "rows",
                    found.stream()
                            .limit(PAGE)
                            .map(message -> MessageView.of(message, desk.formats(), texts, desk.locale()))
                            .toList());
            model.addAttribute("next", found.size() > PAGE ? found.get(PAGE - 1).id() : null);
        }
        return htmx.view("messages/list", "rows");
    }

    @GetMapping("/{id}")
    String message(@PathVariable String id, Desk anyDesk, Htmx htmx, Model model) {
        SentMessage message = sent(id);
        Desk desk = anyDesk.at(message.salonId());
        return show(message, desk, htmx, model);
    }

    private String show(SentMessage message, Desk desk, Htmx htmx, Model model) {
        model.addAttribute("desk", desk);
        model.addAttribute("seen", seen(message));
        model.addAttribute("message", MessageView.of(message, desk.formats(), texts, desk.locale()));
        sending(message.salonId(), model);
        model.addAttribute(
                "outdated",
                message.state() == MessageState.FAILED
                        ? messages.outdated(message).map(Outdated::code).orElse(null)
                        : null);
        return htmx.view("messages/message", "message");
    }

    @PostMapping("/{id}/again")
    String sendAgain(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String seen,
            Desk anyDesk,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        SentMessage message = sent(id);
        Desk desk = anyDesk.at(message.salonId());
        if (!seen.equals(seen(message))) {
            return overtaken(message, desk, model, response);
        }
        return messages.sendAgain(desk.username(), message)
                .match(
                        waiting -> shownAgain(message, "again", next),
                        refused -> shownAgain(message, "outdated", next),
                        tooLate -> overtaken(message, desk, model, response));
    }

    private static String shownAgain(SentMessage message, String notice, RedirectAttributes next) {
        next.addFlashAttribute("notice", notice);
        return "redirect:/admin/messages/" + message.id();
    }

    @PostMapping("/{id}/give-up")
    String giveUp(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String seen,
            Desk anyDesk,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        SentMessage message = sent(id);
        Desk desk = anyDesk.at(message.salonId());
        if (!seen.equals(seen(message)) || !messages.giveUp(desk.username(), message)) {
            return overtaken(message, desk, model, response);
        }
        next.addFlashAttribute("notice", "given-up");
        return "redirect:/admin/messages/" + message.id();
    }

    private String overtaken(SentMessage message, Desk desk, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.CONFLICT.value());
        model.addAttribute("overtaken", Overtaken.by(messages.latestAct(message).orElse(null), desk, false, List.of()));
        model.addAttribute("notice", "too-late");
        return show(sent(Long.toString(message.id())), desk, new Htmx(null), model);
    }

    /** Of people: that the relay tries meanwhile is nobody's decision. */
    private String seen(SentMessage message) {
        String act = messages.latestAct(message)
                .map(line -> Long.toString(line.id()))
                .orElse("none");
        return (message.state() == MessageState.FAILED ? "failed " : "not failed ") + act;
    }

    @PostMapping("/received/{id}/again")
    String tryAgain(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String seen,
            Desk anyDesk,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        ReceivedMessage message =
                id(id).flatMap(messages::received).orElseThrow(() -> new NotFoundException("message"));
        Desk desk = anyDesk.at(message.salonId());
        if (!seen.equals(ReceivedRow.seen(message)) || !messages.tryAgain(desk.username(), message)) {
            response.setStatus(HttpStatus.CONFLICT.value());
            model.addAttribute(
                    "overtaken", Overtaken.by(messages.latestAct(message).orElse(null), desk, false, List.of()));
            model.addAttribute("desk", desk);
            model.addAttribute("notice", "too-late");
            return list(NOT_HANDLED, "", "", desk, new Htmx(null), model);
        }
        next.addFlashAttribute("notice", "tried");
        next.addAttribute("salon", desk.salon().code());
        next.addAttribute("state", NOT_HANDLED);
        return "redirect:/admin/messages";
    }

    private void sending(UUID salonId, Model model) {
        model.addAttribute("sends", sending.connected());
        model.addAttribute("sending", sending.of(salonId));
    }

    private SentMessage sent(String id) {
        return id(id).flatMap(messages::sent).orElseThrow(() -> new NotFoundException("message"));
    }

    private static Optional<Long> id(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private static List<Tab> tabs(MessageCounts counts, Desk desk) {
        List<Tab> tabs = new ArrayList<>();
        tabs.add(Tab.of("", counts.total(), desk));
        for (MessageState state : MessageState.values()) {
            tabs.add(Tab.of(state.code(), counts.of(state), desk));
        }
        tabs.add(Tab.of(NOT_HANDLED, counts.notHandled(), desk));
        return tabs;
    }

    /** @param state empty: all */
    record Tab(String state, String count) {
        private static Tab of(String state, int count, Desk desk) {
            String shown = desk.formats().number(Math.min(count, MessageCounts.MOST));
            return new Tab(state, count > MessageCounts.MOST ? shown + "+" : shown);
        }

        /** The end of a text's key. */
        public String key() {
            return state.isEmpty() ? "all" : state;
        }

        public @Nullable String parameter() {
            return state.isEmpty() ? null : state;
        }
    }
}
