package io.quickbooking.console.desk;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives handlers their {@link Desk}, and the page's model too. */
@Component
class DeskArguments implements HandlerMethodArgumentResolver {
    private final Desks desks;

    DeskArguments(Desks desks) {
        this.desks = desks;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Desk.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer page,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        String username = Objects.requireNonNull(request.getUserPrincipal()).getName();
        Desk desk = desks.of(username, request.getParameter("salon"));
        if (page != null) {
            page.addAttribute("desk", desk);
        }
        return desk;
    }
}
