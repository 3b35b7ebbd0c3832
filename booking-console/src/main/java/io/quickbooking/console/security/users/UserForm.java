package io.quickbooking.console.security.users;

import io.quickbooking.console.accounts.ConsoleUser;
import io.quickbooking.console.accounts.Role;
import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Overtaken;
import io.quickbooking.core.catalog.SalonName;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A user as the form shows them: as stored, or as typed and found wanting.
 *
 * @param role as typed
 * @param salons the codes of those that are ticked
 * @param isYou whether it is the one who looks
 * @param problem key of the text above the form
 * @param errors keys of texts by field
 * @param seen the rights that were shown
 * @param seenVersion the version of the user that was shown, which another password raises
 * @param overtaken what somebody else has changed meanwhile; null: nothing
 */
record UserForm(
        boolean isNew,
        String username,
        String role,
        Set<String> salons,
        boolean enabled,
        @Nullable String lastSignedIn,
        @Nullable String lastSignedInMachine,
        boolean isYou,
        String problem,
        Map<String, String> errors,
        String seen,
        long seenVersion,
        @Nullable Overtaken overtaken) {
    private static final String PROBLEM = "user.error";

    UserForm {
        salons = Set.copyOf(salons);
        errors = Map.copyOf(errors);
    }

    static UserForm empty() {
        return typedNew("", "", Set.of());
    }

    static UserForm typedNew(String username, String role, Set<String> salons) {
        return new UserForm(true, username, role, salons, true, null, null, false, PROBLEM, Map.of(), "", 0, null);
    }

    static UserForm of(ConsoleUser user, Desk desk) {
        Set<String> codes = desk.salons().stream()
                .filter(salon -> user.salonIds().contains(salon.id()))
                .map(SalonName::code)
                .collect(Collectors.toSet());
        UserView view = UserView.of(user, desk);
        return new UserForm(
                false,
                user.username(),
                user.role().name(),
                codes,
                user.enabled(),
                view.lastSignedIn(),
                view.lastSignedInMachine(),
                view.you(),
                PROBLEM,
                Map.of(),
                user.rights(),
                user.version(),
                null);
    }

    UserForm typed(String newRole, Set<String> newSalons, boolean nowEnabled) {
        return new UserForm(
                isNew,
                username,
                newRole,
                newSalons,
                nowEnabled,
                lastSignedIn,
                lastSignedInMachine,
                isYou,
                problem,
                errors,
                seen,
                seenVersion,
                overtaken);
    }

    /** What was shown before, so that the form is still compared with it. */
    UserForm asSeen(String shown) {
        return with(problem, errors, shown, seenVersion, overtaken);
    }

    UserForm asSeen(long shownVersion) {
        return with(problem, errors, seen, shownVersion, overtaken);
    }

    UserForm overtaken(Overtaken by) {
        return with(problem, errors, seen, seenVersion, by);
    }

    UserForm with(Map<String, String> found) {
        return with(PROBLEM, found);
    }

    UserForm with(String newProblem, Map<String, String> found) {
        return with(newProblem, found, seen, seenVersion, overtaken);
    }

    private UserForm with(
            String newProblem, Map<String, String> found, String shown, long shownVersion, @Nullable Overtaken by) {
        return new UserForm(
                isNew,
                username,
                role,
                salons,
                enabled,
                lastSignedIn,
                lastSignedInMachine,
                isYou,
                newProblem,
                found,
                shown,
                shownVersion,
                by);
    }

    public boolean failed() {
        return !errors.isEmpty();
    }

    Optional<Role> chosenRole() {
        return Arrays.stream(Role.values())
                .filter(known -> known.name().equals(role))
                .findFirst();
    }

    Collection<UUID> salonIds(Desk desk) {
        return desk.salons().stream()
                .filter(salon -> salons.contains(salon.code()))
                .map(SalonName::id)
                .toList();
    }

    /** A role to choose; with the keys of its name and of what it may do. */
    record Choice(String name, String text, String about) {
        static List<Choice> all() {
            return Arrays.stream(Role.values())
                    .map(role -> new Choice(role.name(), UserView.text(role), "user." + UserView.text(role) + ".about"))
                    .toList();
        }
    }
}
