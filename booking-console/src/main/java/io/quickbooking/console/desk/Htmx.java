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

    /** The same for a page with these parts: who asks for any other gets the whole page. */
    public Htmx among(String... parts) {
        return target != null && Arrays.asList(parts).contains(target) ? this : new Htmx(null);
    }

    /** Whether the whole page is asked for. */
    public boolean wantsAll() {
        return target == null;
    }

    /** Whether this part is asked for, alone or with the page. To be asked of {@link #among} only. */
    public boolean wants(String part) {
        return target == null || target.equals(part);
    }

    /**
     * The name of the view.
     *
     * @param page the template
     * @param parts the fragments that may be asked for; each is named like the id of its element
     */
    public String view(String page, String... parts) {
        Htmx asked = among(parts);
        return asked.wantsAll() ? page : page + " :: " + asked.target();
    }
}
