package io.quickbooking.console.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import io.quickbooking.testing.DebianProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files in docs/deploy, as far as they can be read without what they are for.
 *
 * <p>Seen to fail with: a variable misspelt; a field that Kubernetes, Compose or systemd does not know; a label that no pod has; a probe at another path; a key twice.
 */
class DeployFilesTest {
    private static final Path DEPLOY = Path.of("../docs/deploy");
    private static final Pattern SETTING = Pattern.compile("(?m)^Environment=([A-Z_]+)=");
    private static final Pattern COPIED = Pattern.compile("(?m)^COPY (?!--from)(\\S+) ");

    @Test
    void compose_sets_variables_that_there_are() throws IOException {
        Map<String, Object> services = map(map(read("compose.yaml").get(0)).get("services"));
        assertThat(services.keySet()).containsExactlyInAnyOrder("node1", "node2", "nginx", "postgres", "redis");
        for (String node : List.of("node1", "node2")) {
            Map<String, Object> settings = map(map(services.get(node)).get("environment"));
            assertKnown(settings.keySet());
            assertThat(settings.get("DATABASE_URL").toString()).contains("@postgres:5432/");
            assertThat(settings.get("REDIS_URL")).isEqualTo("redis://redis:6379");
            assertThat(map(map(services.get(node)).get("depends_on")).keySet()).isSubsetOf(services.keySet());
        }
        assertThat(Files.readString(DEPLOY.resolve("nginx.conf"))).contains("server node1:8080", "server node2:8080");
    }

    @Test
    void compose_is_what_the_specification_allows() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(Path.of("src/test/resources/schemas/compose-spec.json"))
                        // Not an absolute one, which the validator wants.
                        .replace("\"compose_spec.json\"", "\"urn:compose-spec\""));
        Map<String, Object> file = map(read("compose.yaml").get(0));
        assertThat(schema.validate(json(file), InputFormat.JSON)).isEmpty();
    }

    @Test
    void kubernetes_resources_are_what_the_api_takes() throws IOException {
        new JSON();
        for (Object document : read("kubernetes/quick-booking.yaml")) {
            JsonElement resource = JsonParser.parseString(json(document));
            switch (map(document).get("apiVersion") + " " + map(document).get("kind")) {
                case "v1 Secret" -> V1Secret.validateJsonElement(resource);
                case "apps/v1 Deployment" -> V1Deployment.validateJsonElement(resource);
                case "v1 Service" -> V1Service.validateJsonElement(resource);
                case "policy/v1 PodDisruptionBudget" -> V1PodDisruptionBudget.validateJsonElement(resource);
                case "autoscaling/v2 HorizontalPodAutoscaler" ->
                    V2HorizontalPodAutoscaler.validateJsonElement(resource);
                case "networking.k8s.io/v1 Ingress" -> V1Ingress.validateJsonElement(resource);
                default -> fail("what is %s?", document);
            }
        }
    }

    @Test
    void systemd_takes_the_unit() throws Exception {
        Path systemd = DebianProgram.require("/usr/bin/systemd-analyze", "systemd");
        Process verify = new ProcessBuilder(
                        systemd.toString(),
                        "verify",
                        "--man=no",
                        DEPLOY.resolve("quick-booking.service").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said.lines().filter(line -> line.contains("quick-booking.service")))
                .isEmpty();
        assertThat(verify.waitFor()).as(said).isZero();
    }

    @Test
    void kubernetes_resources_belong_together() throws IOException {
        Map<String, Map<String, Object>> byKind = new HashMap<>();
        for (Object document : read("kubernetes/quick-booking.yaml")) {
            byKind.put(map(document).get("kind").toString(), map(document));
        }
        assertThat(byKind.keySet())
                .containsExactlyInAnyOrder(
                        "Secret", "Deployment", "Service", "PodDisruptionBudget", "HorizontalPodAutoscaler", "Ingress");
        Map<String, Object> pods =
                map(map(map(byKind.get("Deployment")).get("spec")).get("template"));
        Object labels = map(pods.get("metadata")).get("labels");
        assertThat(map(map(map(byKind.get("Deployment")).get("spec")).get("selector"))
                        .get("matchLabels"))
                .isEqualTo(labels);
        assertThat(map(map(byKind.get("Service")).get("spec")).get("selector")).isEqualTo(labels);
        assertThat(map(map(map(byKind.get("PodDisruptionBudget")).get("spec")).get("selector"))
                        .get("matchLabels"))
                .isEqualTo(labels);
        Map<String, Object> container =
                map(list(map(pods.get("spec")).get("containers")).get(0));
        Set<String> variables =
                new TreeSet<>(map(map(byKind.get("Secret")).get("stringData")).keySet());
        list(container.get("env"))
                .forEach(variable -> variables.add(map(variable).get("name").toString()));
        assertKnown(variables);
        assertThat(path(container, "readinessProbe")).isEqualTo("/actuator/health/readiness");
        assertThat(path(container, "livenessProbe")).isEqualTo("/actuator/health/liveness");
        assertThat(path(container, "startupProbe")).isEqualTo("/actuator/health/liveness");
        assertThat(byKind.get("Ingress").toString()).doesNotContain("/actuator", "path=/,");
    }

    @Test
    void the_service_sets_variables_that_there_are() throws IOException {
        String unit = Files.readString(DEPLOY.resolve("quick-booking.service"));
        Matcher settings = SETTING.matcher(unit);
        Set<String> variables = new TreeSet<>();
        while (settings.find()) {
            variables.add(settings.group(1));
        }
        assertThat(variables).contains("BOOKING_DATA_DIR");
        assertKnown(variables);
        assertThat(unit).contains("[Unit]", "[Service]", "[Install]", "SuccessExitStatus=143");
    }

    @Test
    void the_image_is_made_of_what_the_build_makes() throws IOException {
        Matcher copied = COPIED.matcher(Files.readString(DEPLOY.resolve("Containerfile")));
        List<String> files = new ArrayList<>();
        while (copied.find()) {
            files.add(copied.group(1));
        }
        assertThat(files).containsExactly("booking-console/target/booking-console.jar");
    }

    private static void assertKnown(Set<String> variables) {
        assertThat(EnvironmentVariables.PROPERTIES.keySet()).containsAll(variables);
    }

    private static Object path(Map<String, Object> container, String probe) {
        return map(map(container.get(probe)).get("httpGet")).get("path");
    }

    private static String json(Object read) {
        return JsonMapper.shared().writeValueAsString(read);
    }

    private static List<Object> read(String file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<Object> documents = new ArrayList<>();
        new Yaml(new SafeConstructor(options))
                .loadAll(Files.readString(DEPLOY.resolve(file)))
                .forEach(documents::add);
        return documents;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }
}
