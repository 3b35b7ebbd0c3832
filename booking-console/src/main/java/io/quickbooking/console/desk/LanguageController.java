package io.quickbooking.console.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;

/** Changes the language of the console in this browser. */
@Controller
class LanguageController {
    private final LocaleResolver locales;

    LanguageController(LocaleResolver locales) {
        this.locales = locales;
    }

    @PostMapping("/admin/language")
    String change(
            @RequestParam String language,
            @RequestParam(defaultValue = "/admin") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        locales.setLocale(request, response, ConsoleLanguages.closest(Locale.forLanguageTag(language)));
        // As the browser sees the page, behind the prefix under which the console may be.
        String page = back.startsWith(request.getContextPath() + "/")
                ? back.substring(request.getContextPath().length())
                : back;
        return "redirect:" + (isOurs(page) ? page : "/admin");
    }

    /** A page of the console, and nothing that a browser would read as another site. */
    private static boolean isOurs(String address) {
        return address.matches("/admin(?:[/?][\\w./?=&%+~:,@*-]*)?") && !address.contains("//");
    }
}
