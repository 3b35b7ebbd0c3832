package io.quickbooking.console.security;

import static org.springframework.security.web.context.HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;

import io.quickbooking.console.accounts.SignIns;
import io.quickbooking.core.database.TransientFailure;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.savedrequest.RequestCache;

/** What follows on signing in by the page: on to where somebody wanted to go, or back with a word why not. */
final class FormSignIn extends SavedRequestAwareAuthenticationSuccessHandler
        implements AuthenticationFailureHandler, LogoutHandler {
    private static final Logger log = LoggerFactory.getLogger(FormSignIn.class);

    private final SignIns signIns;
    private final RequestCache wanted;
    private final CsrfTokenRepository forms;

    FormSignIn(SignIns signIns, RequestCache wanted, CsrfTokenRepository forms) {
        this.signIns = signIns;
        this.wanted = wanted;
        this.forms = forms;
        setRequestCache(wanted);
        setDefaultTargetUrl("/admin");
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication signedIn)
            throws IOException, ServletException {
        try {
            signIns.signedIn(signedIn.getName(), request.getRemoteAddr());
        } catch (RuntimeException failure) {
            if (!TransientFailure.isReadOnlyDatabase(failure)) {
                throw failure;
            }
            // Whose password was right a moment ago; the login itself could not be written either.
            request.getSession().removeAttribute(SPRING_SECURITY_CONTEXT_KEY);
            response.sendRedirect(request.getContextPath() + SignInRequired.PAGE + "?" + readOnly(failure));
            return;
        }
        // Now, and not by the first form: several pages that came at once would each have a token of their own.
        forms.loadDeferredToken(request, response).get();
        wanted.removeRequest(request, response);
        super.onAuthenticationSuccess(request, response, signedIn);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.sendRedirect(request.getContextPath() + SignInRequired.PAGE + "?" + reason(failure));
    }

    private static String reason(AuthenticationException failure) {
        if (failure instanceof TooManyAttemptsException tooMany) {
            return "wait=" + tooMany.minutes();
        }
        if (failure instanceof AuthenticationServiceException) {
            if (TransientFailure.isReadOnlyDatabase(failure)) {
                return readOnly(failure);
            }
            log.error("A password could not be checked: {}", TransientFailure.reason(failure));
            return "failure";
        }
        return "wrong";
    }

    private static String readOnly(RuntimeException failure) {
        log.error("Nobody can sign in, the database is read-only: {}", TransientFailure.reason(failure));
        return "read-only";
    }

    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        if (authentication != null) {
            signIns.signedOut(authentication.getName());
        }
    }
}
