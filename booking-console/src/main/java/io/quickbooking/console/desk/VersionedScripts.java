package io.quickbooking.console.desk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/**
 * Serves all scripts under one version, a hash of all their contents: {@code /js/<version>/console.js}. Modules import
 * each other by relative addresses, so they always get the modules of their own build. See {@code
 * docs/decisions/2026-12-01-script-modules.md}.
 */
@Component("scripts")
class VersionedScripts implements WebMvcConfigurer {
    private static final String FOLDER = "/static/js/";

    private final WebProperties web;
    private final String version;
    private final List<String> shell;

    VersionedScripts(WebProperties web, ResourcePatternResolver files) throws IOException {
        this.web = web;
        Map<String, String> hashes = hashes(files.getResources("classpath:" + FOLDER + "**/*.js"));
        this.version = DigestUtils.md5DigestAsHex(hashes.toString().getBytes(StandardCharsets.UTF_8));
        this.shell = hashes.keySet().stream()
                .filter(path -> path.startsWith("shell/"))
                .map(path -> "/js/" + path)
                .toList();
    }

    /** The addresses of the modules that every page imports; to be loaded at once instead of one import after the other. */
    public List<String> shell() {
        return shell;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/js/**")
                .addResourceLocations("classpath:" + FOLDER)
                .setCacheControl(web.getResources().getCache().getCachecontrol().toHttpCacheControl())
                .resourceChain(true)
                .addResolver(new VersionResourceResolver().addFixedVersionStrategy(version, "/**"));
    }

    private static Map<String, String> hashes(Resource[] scripts) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (Resource script : scripts) {
            String address = script.getURL().toString();
            String path = address.substring(address.lastIndexOf(FOLDER) + FOLDER.length());
            try (InputStream content = script.getInputStream()) {
                hashes.put(path, DigestUtils.md5DigestAsHex(content));
            }
        }
        return hashes;
    }
}
