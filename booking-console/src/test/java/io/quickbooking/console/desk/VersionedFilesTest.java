package io.quickbooking.console.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.TestDatabase;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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
