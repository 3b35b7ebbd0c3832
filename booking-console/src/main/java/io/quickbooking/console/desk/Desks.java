package io.quickbooking.console.desk;

import io.quickbooking.console.accounts.ConsoleUser;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.SalonName;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Seats operators at their {@link Desk}. */
@Component
public class Desks {
    /** Attribute of a request of the console: the name of who is signed in. */
    public static final String USER = Desks.class.getName() + ".user";

    private final Operators operators;
    private final Catalog catalog;
    private final LastAnswer answers;
    private volatile @Nullable List<SalonName> lastSalons;

    Desks(Operators operators, Catalog catalog, LastAnswer answers) {
        this.operators = operators;
        this.catalog = catalog;
        this.answers = answers;
    }

    /**
     * The desk of a user who looks at a salon.
     *
     * @param salon code; null: the first
     * @throws NotFoundException when there is no such user or salon for them
     */
    Desk of(String username, @Nullable String salon) {
        ConsoleUser user = operators.current(username).orElseThrow(() -> new NotFoundException("user"));
        List<SalonName> salons =
                names().stream().filter(found -> user.sees(found.id())).toList();
        return new Desk(user, salons, chosen(salons, salon).orElse(null), LocaleContextHolder.getLocale());
    }

    /** The desk from which a request came that was refused, at the first salon; empty: nobody is signed in. */
    public Optional<Desk> behind(HttpServletRequest request) {
        try {
            return request.getAttribute(USER) instanceof String username
                    ? Optional.of(of(username, null))
                    : Optional.empty();
        } catch (RuntimeException unknown) {
            // A page that says what went wrong must not go wrong itself.
            return Optional.empty();
        }
    }

    private List<SalonName> names() {
        List<SalonName> names = answers.orLast(catalog::names, lastSalons);
        lastSalons = names;
        return names;
    }

    private static Optional<SalonName> chosen(List<SalonName> salons, @Nullable String code) {
        if (code == null || code.isBlank()) {
            return salons.stream()
                    .filter(salon -> salon.active() && salon.isInOrder())
                    .findFirst()
                    .or(() -> salons.stream().filter(SalonName::isInOrder).findFirst())
                    .or(() -> salons.stream().findFirst());
        }
        return Optional.of(salons.stream()
                .filter(salon -> salon.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("salon")));
    }
}
