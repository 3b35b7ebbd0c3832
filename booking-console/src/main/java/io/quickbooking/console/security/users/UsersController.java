package io.quickbooking.console.security.users;

import io.quickbooking.console.accounts.ConsoleUser;
import io.quickbooking.console.accounts.ConsoleUsers;
import io.quickbooking.console.accounts.Role;
import io.quickbooking.console.accounts.UserAccounts;
import io.quickbooking.console.accounts.UserAccounts.Change;
import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.desk.Operators;
import io.quickbooking.console.desk.Overtaken;
import io.quickbooking.console.desk.Overtaken.Difference;
import io.quickbooking.console.desk.Permission;
import io.quickbooking.core.catalog.SalonName;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Lists users, adds them, and changes what they may do. */
@Controller
class UsersController {
    private static final int PAGE = 50;
    private static final String LIST = "/admin/users";

    private final UserAccounts accounts;
    private final ConsoleUsers users;
    private final Operators operators;
    private final PasswordEncoder encoder;
    private final MessageSource texts;

    UsersController(
            UserAccounts accounts,
            ConsoleUsers users,
            Operators operators,
            PasswordEncoder encoder,
            MessageSource texts) {
        this.accounts = accounts;
        this.users = users;
        this.operators = operators;
        this.encoder = encoder;
        this.texts = texts;
    }

    @GetMapping("/admin/users")
    String list(
            Desk desk,
            Htmx htmx,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String after,
            Model model) {
        String search = q.replaceAll("\\p{Cntrl}", "").strip();
        String from = ConsoleUser.isUsername(after) ? after : null;
        List<ConsoleUser> found = accounts.page(search, from, PAGE + 1);
        List<ConsoleUser> shown = found.subList(0, Math.min(PAGE, found.size()));
        model.addAttribute(
                "users", shown.stream().map(user -> UserView.of(user, desk)).toList());
        model.addAttribute("q", search);
        String salon = desk.salonIfAny().map(SalonName::code).orElse(null);
        model.addAttribute("salon", salon);
        model.addAttribute("first", from == null ? null : listAddress(salon, search, null));
        model.addAttribute(
                "next",
                found.size() > PAGE
                        ? listAddress(salon, search, shown.get(PAGE - 1).username())
                        : null);
        return htmx.view("security/users", "users");
    }

    private static String listAddress(@Nullable String salon, String search, @Nullable String after) {
        return UriComponentsBuilder.fromPath(LIST)
                .queryParamIfPresent("salon", Optional.ofNullable(salon).map(code -> "{salon}"))
                .queryParamIfPresent(
                        "q", Optional.of(search).filter(text -> !text.isEmpty()).map(text -> "{q}"))
                .queryParamIfPresent("after", Optional.ofNullable(after).map(name -> "{after}"))
                .encode()
                .buildAndExpand(Map.of(
                        "salon",
                        Objects.requireNonNullElse(salon, ""),
                        "q",
                        search,
                        "after",
                        Objects.requireNonNullElse(after, "")))
                .toUriString();
    }

    /** No user can be called so. */
    @GetMapping("/admin/users/~new")
    String blank(Desk desk, Model model) {
        return form(UserForm.empty(), desk, model);
    }

    @PostMapping("/admin/users")
    String add(
            Desk desk,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") Set<String> salons,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeat,
            HttpServletResponse response,
            RedirectAttributes after,
            Model model) {
        String name = username.strip();
        UserForm form = UserForm.typedNew(name, role, salons);
        Map<String, String> errors = new LinkedHashMap<>();
        if (!ConsoleUser.isUsername(name)) {
            errors.put("username", "user.error.name");
        }
        Optional<Role> chosen = form.chosenRole();
        if (chosen.isEmpty()) {
            errors.put("role", "user.error.role");
        }
        errors.putAll(new NewPassword(password, repeat).errors(name));
        if (errors.isEmpty()
                && !accounts.add(desk.username(), name, hash(password), chosen.orElseThrow(), form.salonIds(desk))) {
            errors.put("username", "user.error.name-taken");
        }
        if (!errors.isEmpty()) {
            return wrong(form.with(errors), desk, response, model);
        }
        operators.refresh();
        return done(desk, "users.added", after);
    }

    @GetMapping("/admin/users/{username}")
    String edit(Desk desk, @PathVariable String username, Model model) {
        return form(UserForm.of(found(username), desk), desk, model);
    }

    @PostMapping("/admin/users/{username}")
    String change(
            Desk desk,
            @PathVariable String username,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") Set<String> salons,
            @RequestParam(defaultValue = "false") String enabled,
            @RequestParam(defaultValue = "") String seen,
            HttpServletResponse response,
            RedirectAttributes after,
            Model model) {
        boolean mayEnter = enabled.equals("true");
        UserForm form =
                UserForm.of(found(username), desk).typed(role, salons, mayEnter).asSeen(seen);
        Optional<Role> chosen = form.chosenRole();
        if (chosen.isEmpty()) {
            return wrong(form.with(Map.of("role", "user.error.role")), desk, response, model);
        }
        Change change = accounts.change(desk.username(), username, chosen.get(), mayEnter, form.salonIds(desk), seen);
        operators.refresh();
        switch (change) {
            case NO_SUCH_USER:
                throw new NotFoundException("user " + username);
            case CHANGED_MEANWHILE:
                UserForm now = UserForm.of(found(username), desk);
                UserForm typed = now.typed(role, salons, mayEnter);
                return conflict(typed, differences(now, typed, desk), desk, response, model);
            case LAST_ADMIN:
                return wrong(
                        form.with("user.error.last-admin", Map.of("rights", "user.error.last-admin")),
                        desk,
                        response,
                        model);
            default:
                boolean stillAllowed =
                        !username.equals(desk.username()) || mayEnter && Permission.ADMINISTER.isOf(chosen.get());
                return stillAllowed ? done(desk, "users.changed", after) : "redirect:/admin";
        }
    }

    @PostMapping("/admin/users/{username}/password")
    String setPassword(
            Desk desk,
            @PathVariable String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeat,
            @RequestParam(defaultValue = "") String version,
            HttpServletResponse response,
            RedirectAttributes after,
            Model model) {
        UserForm form = UserForm.of(found(username), desk);
        if (form.isYou()) {
            // There the old password is asked for, so that a session left open does not give the account away.
            return "redirect:/admin/account";
        }
        // A forged or forgotten version is nobody's.
        long seen = version.matches("\\d{1,18}") ? Long.parseLong(version) : -1;
        Map<String, String> errors = new NewPassword(password, repeat).errors(username);
        if (!errors.isEmpty()) {
            return wrong(form.with(errors).asSeen(seen), desk, response, model);
        }
        Change change = accounts.setPassword(desk.username(), username, hash(password), seen);
        operators.refresh();
        return switch (change) {
            case NO_SUCH_USER -> throw new NotFoundException("user " + username);
            case CHANGED_MEANWHILE -> conflict(UserForm.of(found(username), desk), List.of(), desk, response, model);
            case DONE, LAST_ADMIN -> done(desk, "users.password-set", after);
        };
    }

    private String conflict(
            UserForm form, List<Difference> differences, Desk desk, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.CONFLICT.value());
        Overtaken overtaken =
                Overtaken.by(accounts.latestChange(form.username()).orElse(null), desk, false, differences);
        return form(form.overtaken(overtaken), desk, model);
    }

    private List<Difference> differences(UserForm now, UserForm typed, Desk desk) {
        List<Difference> differences = new ArrayList<>();
        add(
                differences,
                "user.role",
                now.chosenRole().map(UserView::text),
                typed.chosenRole().map(UserView::text),
                desk);
        add(differences, "user.enabled", answer(now.enabled()), answer(typed.enabled()), desk);
        if (!now.salons().equals(typed.salons())) {
            differences.add(new Difference("user.salons", names(now.salons(), desk), names(typed.salons(), desk)));
        }
        return differences;
    }

    private void add(
            List<Difference> differences, String field, Optional<String> now, Optional<String> yours, Desk desk) {
        if (!now.equals(yours)) {
            differences.add(new Difference(field, text(now, desk), text(yours, desk)));
        }
    }

    private String text(Optional<String> key, Desk desk) {
        return texts.getMessage(key.orElse("settings.value.none"), null, desk.locale());
    }

    private static Optional<String> answer(boolean value) {
        return Optional.of("settings.value." + value);
    }

    private String names(Set<String> codes, Desk desk) {
        return codes.isEmpty()
                ? text(Optional.empty(), desk)
                : desk.salons().stream()
                        .filter(salon -> codes.contains(salon.code()))
                        .map(SalonName::name)
                        .collect(Collectors.joining(", "));
    }

    private ConsoleUser found(String username) {
        return Optional.of(username)
                .filter(ConsoleUser::isUsername)
                .flatMap(users::byName)
                .orElseThrow(() -> new NotFoundException("user"));
    }

    private String hash(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }

    private static String form(UserForm form, Desk desk, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("roles", UserForm.Choice.all());
        model.addAttribute("salon", desk.salonIfAny().map(SalonName::code).orElse(null));
        return "security/user";
    }

    private static String wrong(UserForm form, Desk desk, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return form(form, desk, model);
    }

    private static String done(Desk desk, String notice, RedirectAttributes after) {
        after.addFlashAttribute("notice", notice);
        desk.salonIfAny().ifPresent(salon -> after.addAttribute("salon", salon.code()));
        return "redirect:" + LIST;
    }
}
