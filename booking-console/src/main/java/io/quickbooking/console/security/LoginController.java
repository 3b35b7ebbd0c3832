package io.quickbooking.console.security;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page to sign in. */
@Controller
class LoginController {
    private static final int LONGEST_WAIT = 60;

    /** @param wait in minutes; anything else is nobody's but the visitor's own making, and ignored */
    @GetMapping("/admin/login")
    String login(
            @Nullable Principal signedIn,
            @RequestParam(defaultValue = "") String wait,
            @RequestParam(required = false) @Nullable String wrong,
            @RequestParam(required = false) @Nullable String failure,
            @RequestParam(name = "read-only", required = false) @Nullable String readOnly,
            @RequestParam(required = false) @Nullable String ended,
            @RequestParam(required = false) @Nullable String unsaved,
            @RequestParam(name = "signed-out", required = false) @Nullable String signedOut,
            Model model) {
        if (signedIn != null) {
            return "redirect:/admin";
        }
        if (wait.matches("[1-9]\\d?") && Integer.parseInt(wait) <= LONGEST_WAIT) {
            model.addAttribute("wait", Integer.parseInt(wait));
        }
        model.addAttribute("wrong", wrong != null);
        model.addAttribute("failure", failure != null);
        model.addAttribute("readOnly", readOnly != null);
        model.addAttribute("ended", ended != null);
        model.addAttribute("unsaved", unsaved != null);
        model.addAttribute("signedOut", signedOut != null);
        return "login";
    }
}
