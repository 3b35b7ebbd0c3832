package io.quickbooking.console.security;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.MapSession;
import org.springframework.session.Session;

/** A session as one request has it; knows what {@link LoginSessions} has to write of it. */
final class LoginSession implements Session {
    private final MapSession session;
    /** Under which it is stored; null: it is not. */
    private @Nullable String storedId;

    private Instant storedSeenAt;
    private boolean changed;

    private LoginSession(MapSession session, @Nullable String storedId) {
        this.session = session;
        this.storedId = storedId;
        this.storedSeenAt = session.getLastAccessedTime();
    }

    static LoginSession begun(String id, Instant now, Duration lifetime) {
        MapSession session = new MapSession(id);
        session.setCreationTime(now);
        session.setLastAccessedTime(now);
        session.setMaxInactiveInterval(lifetime);
        return new LoginSession(session, null);
    }

    static LoginSession stored(
            String id, Map<String, Object> attributes, Instant createdAt, Instant seenAt, Duration lifetime) {
        MapSession session = new MapSession(id);
        attributes.forEach(session::setAttribute);
        session.setCreationTime(createdAt);
        session.setLastAccessedTime(seenAt);
        session.setMaxInactiveInterval(lifetime);
        return new LoginSession(session, id);
    }

    /** Who has signed in; empty: nobody yet. */
    Optional<SignedIn> signedIn() {
        SecurityContext context = getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY);
        return Optional.ofNullable(context)
                .map(SecurityContext::getAuthentication)
                .map(authentication -> authentication.getPrincipal() instanceof SignedIn signedIn ? signedIn : null);
    }

    Map<String, Object> attributes() {
        Map<String, Object> attributes = new HashMap<>();
        session.getAttributeNames().forEach(name -> attributes.put(name, session.getAttribute(name)));
        return attributes;
    }

    @Nullable
    String storedId() {
        return storedId;
    }

    boolean isChanged() {
        return changed || !getId().equals(storedId);
    }

    Instant storedSeenAt() {
        return storedSeenAt;
    }

    void isStored(Instant seenAt) {
        storedId = getId();
        storedSeenAt = seenAt;
        changed = false;
    }

    @Override
    public String getId() {
        return session.getId();
    }

    @Override
    public String changeSessionId() {
        String id = LoginSessions.newId();
        session.setId(id);
        return id;
    }

    @Override
    public <T> @Nullable T getAttribute(String name) {
        return session.getAttribute(name);
    }

    @Override
    public Set<String> getAttributeNames() {
        return session.getAttributeNames();
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        session.setAttribute(name, value);
        changed = true;
    }

    @Override
    public void removeAttribute(String name) {
        session.removeAttribute(name);
        changed = true;
    }

    @Override
    public Instant getCreationTime() {
        return session.getCreationTime();
    }

    @Override
    public void setLastAccessedTime(Instant lastAccessedTime) {
        session.setLastAccessedTime(lastAccessedTime);
    }

    @Override
    public Instant getLastAccessedTime() {
        return session.getLastAccessedTime();
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
        session.setMaxInactiveInterval(interval);
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return session.getMaxInactiveInterval();
    }

    @Override
    public boolean isExpired() {
        return session.isExpired();
    }
}
