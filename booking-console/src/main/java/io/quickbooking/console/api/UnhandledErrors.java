package io.quickbooking.console.api;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;

/**
 * Answers what comes to no controller of the API as problem details: unknown addresses and methods, requests that the firewall
 * or Tomcat refuses, and failures of filters. All of them end in the container's dispatch of errors.
 */
final class UnhandledErrors extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** Also as the firewall and Tomcat refuse them: with parameters in the path, or several slashes. */
    private static final Pattern API = Pattern.compile("/+api([/;?].*)?", Pattern.DOTALL);

    @Configuration(proxyBeanMethods = false)
    static class Registration {
        @Bean
        FilterRegistrationBean<UnhandledErrors> unhandledErrorsOfApi() {
            FilterRegistrationBean<UnhandledErrors> errors = new FilterRegistrationBean<>(new UnhandledErrors());
            errors.setDispatcherTypes(DispatcherType.ERROR);
            errors.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return errors;
        }

        @Bean
        static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> unreadableAddressesOfApi() {
            return tomcat -> tomcat.addEngineValves(new UnreadableAddresses());
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String uri = Objects.toString(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), "");
        if (!uri.startsWith(request.getContextPath())
                || !isApi(uri.substring(request.getContextPath().length()))) {
            chain.doFilter(request, response);
            return;
        }
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (status == null || !status.isError()) {
            status = HttpStatus.INTERNAL_SERVER_ERROR;
        }
        ProblemResponse.write(response, status, type(status), detail(status, request.getMethod()));
    }

    /** @param path null: of a request that could not be read so far */
    static boolean isApi(@Nullable String path) {
        return path != null && API.matcher(path).matches();
    }

    static String type(HttpStatus status) {
        return status.is5xxServerError()
                ? "failure"
                : status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String detail(HttpStatus status, String method) {
        return switch (status) {
            case BAD_REQUEST -> "The request cannot be read, or its address has characters that none here has.";
            case NOT_FOUND -> "There is nothing at this address; /v3/api-docs lists those that there are.";
            case METHOD_NOT_ALLOWED ->
                method + " is not possible here; the header Allow says what is, /v3/api-docs what for.";
            case NOT_ACCEPTABLE -> "Answers are application/json, which the header Accept does not allow.";
            case CONTENT_TOO_LARGE -> "The body is too large.";
            case UNSUPPORTED_MEDIA_TYPE -> "The body must be application/json.";
            default -> status.is5xxServerError() ? "The request failed." : status.getReasonPhrase();
        };
    }
}
