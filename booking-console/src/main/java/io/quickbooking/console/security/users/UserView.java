package io.quickbooking.console.security.users;

import io.quickbooking.console.accounts.ConsoleUser;
import io.quickbooking.console.accounts.Role;
import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.catalog.SalonName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user in the list.
 *
 * @param roleText key of the role's name
 * @param salons names of the first few
 * @param moreSalons how many follow them; null: none
 * @param you whether it is the one who looks
 */
record UserView(
        String username,
        String roleText,
        boolean allSalons,
        List<String> salons,
        @Nullable Integer moreSalons,
        boolean noSalons,
        boolean enabled,
        @Nullable String lastSignedIn,
        @Nullable String lastSignedInMachine,
        boolean you) {
    private static final int SALONS_NAMED = 3;

    static UserView of(ConsoleUser user, Desk desk) {
        List<String> names = user.role().seesAllSalons()
                ? List.of()
                : desk.salons().stream()
                        .filter(salon -> user.salonIds().contains(salon.id()))
                        .map(SalonName::name)
                        .toList();
        Formats formats = desk.formats();
        return new UserView(
                user.username(),
                text(user.role()),
                user.role().seesAllSalons(),
                names.subList(0, Math.min(SALONS_NAMED, names.size())),
                names.size() > SALONS_NAMED ? names.size() - SALONS_NAMED : null,
                names.isEmpty() && !user.role().seesAllSalons(),
                user.enabled(),
                Optional.ofNullable(user.lastSignedInAt())
                        .map(formats::dayAndTime)
                        .orElse(null),
                Optional.ofNullable(user.lastSignedInAt()).map(formats::machine).orElse(null),
                user.username().equals(desk.username()));
    }

    static String text(Role role) {
        return "role." + role.name().toLowerCase(Locale.ROOT);
    }
}
