package io.quickbooking.console.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code /v3/api-docs} says about the API as a whole. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
    private static final String BASIC = "basic";

    @Bean
    OpenAPI openApi(@Value("${spring.application.version:}") String version) {
        return new OpenAPI()
                .info(new Info()
                        .title("Quick Booking")
                        .version(version)
                        .description("Free slots, taps and bookings, for host programs and agents. Errors are problem "
                                + "details as of RFC 9457; where the customer receives a message all the same, they "
                                + "carry it in the members outcome and message."))
                .components(new Components()
                        .addSecuritySchemes(
                                BASIC,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("basic")
                                        .description("User admin")))
                .addSecurityItem(new SecurityRequirement().addList(BASIC));
    }
}
