package io.quickbooking.console.desk;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether htmx asks for a part of a page, and for which: a handler builds one model and answers with the page or with
 * the fragment that is named like the element to be replaced.
 *
 * @param target id of the element; null: the whole page is asked for
 * @see <a href="https://htmx.org/reference/#request_headers">htmx's request headers</a>
 */
public record Htmx(@Nullable String target) {

    /**
     * The name of the view.
     *
     * @param page the template
     * @param fragments of the template that may be asked for; each is named like the id of its element
     */
    public String view(String page, String... fragments) {
        return target != null && Arrays.asList(fragments).contains(target) ? page + " :: " + target : page;
    }

    public boolean wants(String fragment) {
        return target == null || target.equals(fragment);
    }
}
