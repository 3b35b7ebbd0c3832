package io.quickbooking.console.api;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ProblemDetail;

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

    /** Every answer that is no success is problem details, with nothing to say about it at each operation. */
    @Bean
    OpenApiCustomizer problemDetails() {
        ResolvedSchema problem = ModelConverters.getInstance()
                .readAllAsResolvedSchema(new AnnotatedType(ProblemDetail.class).resolveAsRef(true));
        Content content =
                new Content().addMediaType(APPLICATION_PROBLEM_JSON_VALUE, new MediaType().schema(problem.schema));
        return api -> {
            problem.referencedSchemas.forEach(api.getComponents()::addSchemas);
            api.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .flatMap(operation -> operation.getResponses().entrySet().stream())
                    .filter(response -> !response.getKey().equals("200"))
                    .forEach(response -> response.getValue().setContent(content));
        };
    }
}
