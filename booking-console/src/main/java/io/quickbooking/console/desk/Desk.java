package io.quickbooking.console.desk;

import io.quickbooking.console.accounts.ConsoleUser;
import io.quickbooking.core.catalog.SalonName;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an operator sits: every handler of a page takes one, and finds there who asks, for which salon ({@code ?salon=}
 * in the address, else their first) and in which language. It is the attribute {@code desk} of every page's model.
 */
public final class Desk {
    private final ConsoleUser user;
    private final List<SalonName> salons;
    private final @Nullable SalonName salon;
    private final Locale locale;
    private final boolean mending;

    /** @param salons those the user sees */
    Desk(ConsoleUser user, List<SalonName> salons, @Nullable SalonName salon, Locale locale) {
        this(user, salons, salon, locale, false);
    }

    /** @param mending whether the salon may be out of order */
    private Desk(ConsoleUser user, List<SalonName> salons, @Nullable SalonName salon, Locale locale, boolean mending) {
        this.user = user;
        this.salons = List.copyOf(salons);
        this.salon = salon;
        this.locale = locale;
        this.mending = mending;
    }

    public String username() {
        return user.username();
    }

    public ConsoleUser user() {
        return user;
    }

    public boolean may(Permission permission) {
        return permission.isOf(user.role());
    }

    /** For templates. */
    public boolean may(String permission) {
        return may(Permission.valueOf(permission));
    }

    /** The salons that the operator sees, by name. */
    public List<SalonName> salons() {
        return salons;
    }

    /** Those of them that can be worked with. */
    public List<SalonName> salonsInOrder() {
        return salons.stream().filter(SalonName::isInOrder).toList();
    }

    public Optional<SalonName> salonIfAny() {
        return Optional.ofNullable(salon);
    }

    /**
     * The salon that is looked at.
     *
     * @throws NoSalonException when the operator has none; the page then says so
     * @throws OutOfOrderException when it cannot be worked with; the page then says why
     */
    public SalonName salon() {
        if (salon == null) {
            throw new NoSalonException(this);
        }
        if (!mending && !salon.isInOrder()) {
            throw new OutOfOrderException(this, salon);
        }
        return salon;
    }

    public Locale locale() {
        return locale;
    }

    /** The salon's time zone; UTC where there is no salon. */
    public ZoneId zone() {
        return salon == null ? ZoneOffset.UTC : salon.zone();
    }

    /** Times in {@link #zone}, in the operator's language. */
    public Formats formats() {
        return new Formats(locale, zone());
    }

    /**
     * This desk, looking at the salon that something belongs to.
     *
     * @throws NotFoundException when the operator does not see that salon
     * @throws OutOfOrderException when it cannot be worked with; the page then says why
     */
    public Desk at(UUID salonId) {
        SalonName found = found(salonId);
        if (!found.isInOrder()) {
            throw new OutOfOrderException(this, found);
        }
        return new Desk(user, salons, found, locale);
    }

    /**
     * This desk, looking at a salon that may be out of order, to correct it.
     *
     * @throws NotFoundException when the operator does not see that salon
     */
    public Desk mending(UUID salonId) {
        return new Desk(user, salons, found(salonId), locale, true);
    }

    private SalonName found(UUID salonId) {
        return salons.stream()
                .filter(candidate -> candidate.id().equals(salonId))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("salon " + salonId));
    }
}
