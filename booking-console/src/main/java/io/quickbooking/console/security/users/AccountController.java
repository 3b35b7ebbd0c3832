package io.quickbooking.console.security.users;

import io.quickbooking.console.accounts.ConsoleUser;
import io.quickbooking.console.accounts.ConsoleUsers;
import io.quickbooking.console.accounts.UserAccounts;
import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Operators;
import io.quickbooking.console.security.PasswordCheck;
import io.quickbooking.console.security.SignedIn;
import io.quickbooking.console.security.TooManyAttemptsException;
import io.quickbooking.core.catalog.SalonName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Everybody's own page: who they are here, and their password. */
@Controller
class AccountController {
    private final UserAccounts accounts;
    private final ConsoleUsers users;
    private final Operators operators;
    private final PasswordCheck passwords;
    private final PasswordEncoder encoder;
    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

    AccountController(
            UserAccounts accounts,
            ConsoleUsers users,
            Operators operators,
            PasswordCheck passwords,
            PasswordEncoder encoder) {
        this.accounts = accounts;
        this.users = users;
        this.operators = operators;
        this.passwords = passwords;
        this.encoder = encoder;
    }

    @GetMapping("/admin/account")
    String account(Desk desk, Model model) {
        return page(desk, Map.of(), model);
    }

    @PostMapping("/admin/account/password")
    String changePassword(
            Desk desk,
            @RequestParam(defaultValue = "") String old,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeat,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes after,
            Model model) {
        Map<String, String> errors = new LinkedHashMap<>(new NewPassword(password, repeat).errors(desk.username()));
        if (errors.isEmpty() && old.equals(password)) {
            errors.put("password", "user.error.same");
        }
        if (errors.isEmpty()) {
            try {
                passwords.check(desk.username(), old, request.getRemoteAddr(), "account");
            } catch (TooManyAttemptsException tooMany) {
                model.addAttribute("wait", tooMany.minutes());
                response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
                return page(desk, errors, model);
            } catch (BadCredentialsException wrong) {
                errors.put("old", "user.error.old");
            }
        }
        if (!errors.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(desk, errors, model);
        }
        accounts.setPassword(desk.username(), desk.username(), Objects.requireNonNull(encoder.encode(password)));
        operators.refresh();
        goOnAsChanged(desk.username(), request, response);
        after.addFlashAttribute("notice", "account.changed");
        desk.salonIfAny().ifPresent(salon -> after.addAttribute("salon", salon.code()));
        return "redirect:/admin/account";
    }

    /** The session in which the password was changed is the only one to outlive it. */
    private void goOnAsChanged(String username, HttpServletRequest request, HttpServletResponse response) {
        ConsoleUser user = users.byName(username).orElseThrow();
        Authentication before =
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
        UsernamePasswordAuthenticationToken now = UsernamePasswordAuthenticationToken.authenticated(
                new SignedIn(user.username(), user.version()), null, before.getAuthorities());
        now.setDetails(before.getDetails());
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(now);
        SecurityContextHolder.setContext(context);
        request.changeSessionId();
        sessions.saveContext(context, request, response);
    }

    private static String page(Desk desk, Map<String, String> errors, Model model) {
        model.addAttribute("user", UserView.of(desk.user(), desk));
        model.addAttribute("errors", errors);
        model.addAttribute("salon", desk.salonIfAny().map(SalonName::code).orElse(null));
        return "security/account";
    }
}
