package io.quickbooking.console.sessions;

import io.quickbooking.core.admin.sessions.SessionFilter;
import io.quickbooking.core.admin.sessions.SessionFilter.Shown;
import io.quickbooking.core.admin.sessions.SessionPage;
import io.quickbooking.core.catalog.SalonName;
import io.quickbooking.core.message.Languages;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the address asks for. What it says wrong counts as not said, and the form shows it so.
 *
 * @param language empty: any
 * @param q empty: everybody
 * @param place null: the first page
 */
record ListFilter(SalonName salon, Shown shown, String language, String q, SessionPage.@Nullable Place place) {
    private static final int MAX_TEXT = 100;
    private static final Pattern PLACE = Pattern.compile("(\\d{1,18})\\.([0-9a-f-]{36})");

    static ListFilter of(SalonName salon, String state, String language, String q, String after) {
        return new ListFilter(
                salon,
                Arrays.stream(Shown.values())
                        .filter(shown -> shown.name().equalsIgnoreCase(state))
                        .findFirst()
                        .orElse(Shown.CURRENT),
                Languages.supported().stream()
                        .map(Locale::toLanguageTag)
                        .filter(language::equals)
                        .findFirst()
                        .orElse(""),
                q.strip().substring(0, Math.min(q.strip().length(), MAX_TEXT)),
                place(after));
    }

    private static SessionPage.@Nullable Place place(String after) {
        Matcher place = PLACE.matcher(after);
        try {
            return place.matches()
                    ? new SessionPage.Place(Long.parseLong(place.group(1)), UUID.fromString(place.group(2)))
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    SessionFilter wanted() {
        return new SessionFilter(salon.id(), shown, language.isEmpty() ? null : language, q.isEmpty() ? null : q);
    }

    /** Whether anything is left out that would be shown otherwise. */
    public boolean narrowed() {
        return shown != Shown.CURRENT || !language.isEmpty() || !q.isEmpty();
    }

    /** The address of this page of the list. */
    public String address() {
        return address(place);
    }

    /** The first page without filters. */
    public String everything() {
        return new ListFilter(salon, Shown.CURRENT, "", "", null).address();
    }

    String address(SessionPage.@Nullable Place after) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath("/admin/sessions").queryParam("salon", "{salon}");
        if (shown != Shown.CURRENT) {
            address.queryParam("state", shown.name().toLowerCase(Locale.ROOT));
        }
        if (!language.isEmpty()) {
            address.queryParam("lang", language);
        }
        if (!q.isEmpty()) {
            address.queryParam("q", "{q}");
        }
        if (after != null) {
            address.queryParam("after", after.lastTapId() + "." + after.sessionId());
        }
        return address.encode(StandardCharsets.UTF_8)
                .buildAndExpand(Map.of("salon", salon.code(), "q", q))
                .toUriString();
    }
}
