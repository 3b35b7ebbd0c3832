package io.quickbooking.console.bookings;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;

/** An address of the console with what its query says, encoded, without the context path. */
public final class Addresses {
    private final String path;
    private final Map<String, Object> query = new LinkedHashMap<>();

    private Addresses(String path) {
        this.path = path;
    }

    public static Addresses of(String path) {
        return new Addresses(path);
    }

    public static String booking(String code) {
        return "/admin/bookings/" + code;
    }

    public static String customer(Object id) {
        return "/admin/customers/" + id;
    }

    /** @param value null: the address does not say it */
    public Addresses with(String name, @Nullable Object value) {
        if (value != null) {
            query.put(name, value);
        }
        return this;
    }

    /** 303, so that a reload of the page it leads to sends nothing again. */
    public static ModelAndView seeOther(String address) {
        RedirectView view = new RedirectView(address, true, false, false);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }

    @Override
    public String toString() {
        UriComponentsBuilder builder = UriComponentsBuilder.fromPath(path);
        query.keySet().forEach(name -> builder.queryParam(name, "{" + name + "}"));
        return builder.encode().buildAndExpand(query).toUriString();
    }
}
