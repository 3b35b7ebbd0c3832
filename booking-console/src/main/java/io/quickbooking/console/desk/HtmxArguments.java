package io.quickbooking.console.desk;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives handlers their {@link Htmx}. */
@Component
class HtmxArguments implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Htmx.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer page,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        // A page that the browser goes back to is asked for as a whole, whatever it was that led away from it.
        boolean part =
                request.getHeader("HX-Request") != null && request.getHeader("HX-History-Restore-Request") == null;
        return new Htmx(part ? request.getHeader("HX-Target") : null);
    }
}
