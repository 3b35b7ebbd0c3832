package io.quickbooking.console.security;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page to sign in. */
@Controller
class LoginController {

    @GetMapping("/admin/login")
    String login() {
        return "login";
    }
}
