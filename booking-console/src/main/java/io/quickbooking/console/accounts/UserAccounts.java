package io.quickbooking.console.accounts;

import io.quickbooking.console.accounts.UserAccountsMapper.Listed;
import io.quickbooking.console.accounts.UserAccountsMapper.Standing;
import io.quickbooking.core.audit.AuditEntry;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.audit.CommitProbe;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The users of the console, as an administrator keeps them; each change is audited. Passwords arrive hashed. */
public final class UserAccounts {
    private static final int SALONS_NAMED = 10;

    private final UserAccountsMapper mapper;
    private final Transactions transactions;
    private final AuditLog audit;
    private final InstantSource clock;

    public UserAccounts(Mappers mappers, Transactions transactions, AuditLog audit, InstantSource clock) {
        this.mapper = mappers.get(UserAccountsMapper.class);
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Users by name.
     *
     * @param search part of the name, in any case; empty: all
     * @param after the name after which the page begins; null: the first page
     */
    public List<ConsoleUser> page(String search, @Nullable String after, int limit) {
        return transactions.run(() -> mapper.page(search, after, limit)).stream()
                .map(ConsoleUserRow::user)
                .toList();
    }

    /** @return whether the user is new; false: the name is taken, in whatever case */
    public boolean add(String by, String username, String hashedPassword, Role role, Collection<UUID> salonIds) {
        return transactions.run(() -> {
            if (mapper.insert(username, hashedPassword, role, clock.instant()) == 0) {
                // A connection lost during COMMIT: the row may be what the first attempt wrote.
                return mapper.isStoredPassword(username, hashedPassword);
            }
            mapper.addSalons(username, ids(salonIds));
            audit.add(by, AuditedAct.USER_ADDED, null, username, Map.of("role", role.name()));
            return true;
        });
    }

    /** What becomes of a change. */
    public enum Change {
        DONE,
        NO_SUCH_USER,
        /** Somebody has changed the user since they were shown; nothing was written. */
        CHANGED_MEANWHILE,
        /** Without this one nobody who is enabled could administer any more. */
        LAST_ADMIN
    }

    /**
     * Gives a user this role, these salons and, unless enabled, no way in.
     *
     * @param seen their {@link ConsoleUser#rights} when they were shown
     */
    public Change change(
            String by, String username, Role role, boolean enabled, Collection<UUID> salonIds, String seen) {
        CommitProbe<Change> probe = new CommitProbe<>();
        return transactions.run(() -> {
            // Two who take away each other's rights wait for each other here, and the second sees what the first did.
            List<String> admins = mapper.lockEnabledAdmins();
            Optional<Standing> found = mapper.lock(username);
            if (found.isEmpty()) {
                return Change.NO_SUCH_USER;
            }
            if (admins.equals(List.of(username)) && !(enabled && role == Role.ADMIN)) {
                return Change.LAST_ADMIN;
            }
            Standing before = found.get();
            Map<String, UUID> listed = new TreeMap<>();
            mapper.salons(username).forEach(salon -> listed.put(salon.code(), salon.id()));
            if (!ConsoleUser.rights(before.role(), before.enabled(), Set.copyOf(listed.values()))
                    .equals(seen)) {
                boolean sameWritten = before.role() == role
                        && before.enabled() == enabled
                        && Set.copyOf(listed.values()).equals(Set.copyOf(salonIds));
                // Or by an attempt of this very change.
                return sameWritten ? Change.DONE : probe.committed(audit).orElse(Change.CHANGED_MEANWHILE);
            }
            Set<String> salonsBefore = listed.keySet();
            mapper.update(username, role, enabled, clock.instant());
            mapper.removeOtherSalons(username, ids(salonIds));
            mapper.addSalons(username, ids(salonIds));
            Map<String, String> details = differences(before, role, enabled, salonsBefore, salonCodes(username));
            if (!details.isEmpty()) {
                probe.register(audit.add(by, AuditedAct.USER_CHANGED, null, username, details), Change.DONE);
            }
            return Change.DONE;
        });
    }

    /**
     * Gives a user another password, unless somebody has given them one, or shut them out, since they were shown.
     *
     * @param seen their {@link ConsoleUser#version} when they were shown
     */
    public Change setPassword(String by, String username, String hashedPassword, long seen) {
        return transactions.run(() -> {
            Optional<Long> version = mapper.lockVersion(username);
            if (version.isEmpty()) {
                return Change.NO_SUCH_USER;
            }
            if (version.get() != seen) {
                return mapper.isStoredPassword(username, hashedPassword) ? Change.DONE : Change.CHANGED_MEANWHILE;
            }
            setPassword(by, username, hashedPassword);
            return Change.DONE;
        });
    }

    /** What was done last to a user's rights or password; empty: nothing, as far as is known. */
    public Optional<AuditEntry> latestChange(String username) {
        return audit.latest(username, AuditedAct.USER_CHANGED, AuditedAct.PASSWORD_CHANGED);
    }

    private Set<String> salonCodes(String username) {
        return mapper.salons(username).stream().map(Listed::code).collect(Collectors.toCollection(TreeSet::new));
    }

    /** @return whether there is such a user; their sessions are over */
    public boolean setPassword(String by, String username, String hashedPassword) {
        return transactions.run(() -> {
            if (mapper.setPassword(username, hashedPassword, clock.instant()) == 0) {
                return mapper.isStoredPassword(username, hashedPassword);
            }
            audit.add(by, AuditedAct.PASSWORD_CHANGED, null, username, Map.of());
            return true;
        });
    }

    /** As text, because MyBatis knows no arrays of UUIDs. */
    private static String[] ids(Collection<UUID> salonIds) {
        return salonIds.stream().map(UUID::toString).toArray(String[]::new);
    }

    private static Map<String, String> differences(
            Standing before, Role role, boolean enabled, Set<String> salonsBefore, Set<String> salons) {
        Map<String, String> details = new LinkedHashMap<>();
        if (before.role() != role) {
            details.put("role", role.name());
            details.put("role_before", before.role().name());
        }
        if (before.enabled() != enabled) {
            details.put("enabled", String.valueOf(enabled));
        }
        put(details, "salons_added", salons, salonsBefore);
        put(details, "salons_removed", salonsBefore, salons);
        return details;
    }

    private static void put(Map<String, String> details, String key, Set<String> these, Set<String> without) {
        List<String> codes =
                these.stream().filter(code -> !without.contains(code)).toList();
        if (!codes.isEmpty()) {
            String more = codes.size() > SALONS_NAMED ? ", +" + (codes.size() - SALONS_NAMED) : "";
            details.put(key, String.join(", ", codes.subList(0, Math.min(codes.size(), SALONS_NAMED))) + more);
        }
    }
}
