package io.quickbooking.console.desk;

import io.quickbooking.core.admin.ConsoleUser;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.SalonName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives handlers their {@link Desk}, and the page's model too. */
@Component
class DeskArguments implements HandlerMethodArgumentResolver {
    private final Operators operators;
    private final Catalog catalog;
    private final LastAnswer answers;
    private volatile @Nullable List<SalonName> lastSalons;

    DeskArguments(Operators operators, Catalog catalog, LastAnswer answers) {
        this.operators = operators;
        this.catalog = catalog;
        this.answers = answers;
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
        ConsoleUser user = operators.current(username).orElseThrow(() -> new NotFoundException("user"));
        List<SalonName> salons =
                names().stream().filter(salon -> user.sees(salon.id())).toList();
        Desk desk = new Desk(
                user,
                salons,
                chosen(salons, request.getParameter("salon")).orElse(null),
                LocaleContextHolder.getLocale());
        if (page != null) {
            page.addAttribute("desk", desk);
        }
        return desk;
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
