package io.quickbooking.console.page;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Desks;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** The page that says what went wrong, and where to go on. Programs get JSON from Spring Boot instead. */
@Component
public final class ErrorPage implements ErrorViewResolver {
    /** On a request that was refused because its form was open for too long: the page that the form is on. */
    public static final String TOO_OLD = ErrorPage.class.getName() + ".too-old";

    /** Refusals, after which the reader goes on: their pages have the menu and the search. */
    private static final Set<HttpStatus> WITHIN = Set.of(HttpStatus.FORBIDDEN, HttpStatus.NOT_FOUND);

    private static final Set<Integer> OWN_TEXT = Set.of(403, 404, 503);

    private final Desks desks;

    ErrorPage(Desks desks) {
        this.desks = desks;
    }

    @Override
    public ModelAndView resolveErrorView(HttpServletRequest request, HttpStatus status, Map<String, Object> facts) {
        Map<String, @Nullable Object> model = new HashMap<>(facts);
        Object formsPage = request.getAttribute(TOO_OLD);
        boolean inConsole = String.valueOf(facts.get("path")).startsWith(request.getContextPath() + "/admin");
        if (formsPage != null) {
            model.put("kind", "too-old");
            model.put("back", formsPage);
            model.put("backText", "error.back.page");
        } else {
            model.put("kind", kind(status));
            model.put("back", inConsole ? "/admin" : "/");
            model.put("backText", inConsole ? "error.back.console" : "error.back");
        }
        Optional<Desk> desk = inConsole && WITHIN.contains(status) ? desks.behind(request) : Optional.empty();
        desk.ifPresent(found -> model.put("desk", found));
        return new ModelAndView(desk.isPresent() ? "error-within" : "error", model, status);
    }

    private static String kind(HttpStatus status) {
        if (OWN_TEXT.contains(status.value())) {
            return String.valueOf(status.value());
        }
        return status.is5xxServerError() ? "500" : "other";
    }
}
