package io.quickbooking.console.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.testing.TestDatabase;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

class VersionedFilesTest {

    @Test
    void files_have_their_version_and_nothing_is_looked_for_behind_other_links() {
        try (TestDatabase database = TestDatabase.create();
                RunningConsole console = RunningConsole.on(database, Map.of())) {
            Noting noting = new Noting();
            ResourceUrlProvider files = console.bean(ResourceUrlProvider.class);
            files.getHandlerMap()
                    .values()
                    .forEach(handler -> handler.getResourceResolvers().add(0, noting));

            assertThat(console.get("/admin/login").body())
                    .containsPattern("/css/console-[0-9a-f]{32}\\.css")
                    .contains("/admin/language");
            assertThat(noting.sought)
                    .isNotEmpty()
                    .allMatch(path -> path.endsWith(".css") || path.endsWith(".js") || path.endsWith(".svg"));
        }
    }

    @Test
    void scripts_share_one_version_so_that_their_imports_lead_to_the_same_build() {
        try (TestDatabase database = TestDatabase.create();
                RunningConsole console = RunningConsole.on(database, Map.of())) {
            SignedInClient admin = SignedInClient.of(console, "admin", RunningConsole.PASSWORD);
            String page = admin.get("/admin").body();
            Matcher entry = Pattern.compile("type=\"module\" src=\"(/js/[0-9a-f]{32}/)console\\.js\"")
                    .matcher(page);
            assertThat(entry.find()).isTrue();
            String folder = entry.group(1);
            assertThat(Pattern.compile("/js/[^\"]+").matcher(page).results().map(MatchResult::group))
                    .hasSizeGreaterThan(10)
                    .allMatch(path -> path.startsWith(folder));

            // As a browser resolves the imports of the entry and of the worker.
            for (String module : List.of("shell/dom.js", "stream/worker.js", "stream/hub.js")) {
                SignedInClient.Page answer = admin.get(folder + module);
                assertThat(answer.status()).as(module).isEqualTo(200);
                assertThat(answer.header("Cache-Control")).as(module).isEqualTo("max-age=31536000, public");
            }
            assertThat(admin.get("/js/" + "0".repeat(32) + "/shell/dom.js").status())
                    .as("of another build")
                    .isEqualTo(404);
        }
    }

    private static final class Noting implements ResourceResolver {
        private final List<String> sought = new CopyOnWriteArrayList<>();

        @Override
        public @Nullable Resource resolveResource(
                @Nullable HttpServletRequest request,
                String path,
                List<? extends Resource> locations,
                ResourceResolverChain chain) {
            return chain.resolveResource(request, path, locations);
        }

        @Override
        public @Nullable String resolveUrlPath(
                String path, List<? extends Resource> locations, ResourceResolverChain chain) {
            sought.add(path);
            return chain.resolveUrlPath(path, locations);
        }
    }
}
