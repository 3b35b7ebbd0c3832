package io.quickbooking.console.security.audit;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.core.admin.lookup.CustomerReader;
import io.quickbooking.core.audit.AuditEntry;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.SalonName;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Shows who did what, of all salons, the newest first. */
@Controller
class AuditController {
    private static final int PAGE = 50;
    private static final String BETWEEN = "_";

    private final AuditLog audit;
    private final CustomerReader customers;
    private final Catalog catalog;
    private final MessageSource texts;

    AuditController(AuditLog audit, CustomerReader customers, Catalog catalog, MessageSource texts) {
        this.audit = audit;
        this.customers = customers;
        this.catalog = catalog;
        this.texts = texts;
    }

    @GetMapping("/admin/audit")
    String audit(
            Desk desk,
            Htmx htmx,
            @RequestParam(defaultValue = "") String user,
            @RequestParam(defaultValue = "") String act,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String before,
            Model model) {
        TypedFilter filter = new TypedFilter(user, act, subject, from, to);
        Optional<AuditLog.Position> position = position(before);
        List<AuditEntry> found = audit.page(filter.meant(desk.zone()), position.orElse(null), PAGE + 1);
        List<AuditEntry> shown = found.subList(0, Math.min(PAGE, found.size()));
        Map<UUID, String> names = customers.names(shown.stream()
                .flatMap(entry -> AuditLine.customer(entry).stream())
                .toList());
        model.addAttribute(
                "lines",
                shown.stream()
                        .map(entry -> AuditLine.of(entry, desk, names, catalog::byId, texts))
                        .toList());
        model.addAttribute("filter", filter);
        model.addAttribute(
                "acts", Arrays.stream(AuditedAct.values()).map(AuditedAct::code).toList());
        String salon = desk.salonIfAny().map(SalonName::code).orElse(null);
        model.addAttribute("salon", salon);
        model.addAttribute("first", position.isPresent() ? address(salon, filter, null) : null);
        model.addAttribute("next", found.size() > PAGE ? address(salon, filter, shown.get(PAGE - 1)) : null);
        return htmx.view("security/audit", "lines");
    }

    private static String address(@Nullable String salon, TypedFilter filter, @Nullable AuditEntry last) {
        Map<String, String> parameters = new LinkedHashMap<>(filter.typed());
        if (salon != null) {
            parameters.put("salon", salon);
        }
        if (last != null) {
            parameters.put("before", last.at() + BETWEEN + last.id());
        }
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/admin/audit");
        parameters.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(parameters).toUriString();
    }

    /** Where the page before has ended; what is no such place is the first page. */
    private static Optional<AuditLog.Position> position(String typed) {
        String[] parts = typed.split(BETWEEN, 2);
        if (parts.length < 2 || !parts[0].startsWith("20") || !parts[1].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AuditLog.Position(Instant.parse(parts[0]), Long.parseLong(parts[1])));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
