#!/usr/bin/env bash
# How mybatis-spring-boot-starter 4.0.1 (Spring Boot 4.0.1) treats an application's @Mapper interfaces when a library beside
# it registers its own mappers with @MapperScan.
#
# The output below shows:
# - Alone, the application's @Mapper interface is a bean: the starter scans the application's packages.
# - With a library that uses @MapperScan on its own package, through its own SqlSessionTemplate, the application's
#   interface is no bean any more, without an error or a log line: the starter scans only where the context has no
#   MapperScannerConfigurer, and @MapperScan registers one.
# - A library that registers its mapper by a @Bean method with SqlSessionTemplate.getMapper, and its factory and template as
#   beans that are no default candidates, leaves the application's interface and session factory as they were.
#
# Needs Maven and a JDK of at least 17. Fails when any of these results changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p src/main/java/app src/main/java/lib
cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>scan</artifactId><version>1</version>
  <properties><maven.compiler.release>17</maven.compiler.release></properties>
  <dependencies>
    <dependency><groupId>org.mybatis.spring.boot</groupId><artifactId>mybatis-spring-boot-starter</artifactId><version>4.0.1</version></dependency>
    <dependency><groupId>com.h2database</groupId><artifactId>h2</artifactId><version>2.4.240</version></dependency>
  </dependencies>
</project>
XML
cat > src/main/java/lib/LibraryMapper.java <<'JAVA'
package lib;

import org.apache.ibatis.annotations.Select;

public interface LibraryMapper {
    @Select("SELECT 2")
    int two();
}
JAVA
cat > src/main/java/lib/Library.java <<'JAVA'
package lib;

import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSessionFactory;
import org.mybatis.spring.SqlSessionFactoryBean;
import org.mybatis.spring.SqlSessionTemplate;
import org.mybatis.spring.annotation.MapperScan;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

public class Library {
    @Configuration(proxyBeanMethods = false)
    public static class Session {
        @Bean(defaultCandidate = false)
        SqlSessionFactory libraryFactory(DataSource dataSource) throws Exception {
            SqlSessionFactoryBean factory = new SqlSessionFactoryBean();
            factory.setDataSource(dataSource);
            factory.setConfiguration(new org.apache.ibatis.session.Configuration());
            return factory.getObject();
        }

        @Bean(defaultCandidate = false)
        SqlSessionTemplate libraryTemplate(@Qualifier("libraryFactory") SqlSessionFactory factory) {
            return new SqlSessionTemplate(factory);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @MapperScan(basePackages = "lib", sqlSessionTemplateRef = "libraryTemplate")
    public static class Scanned {}

    @Configuration(proxyBeanMethods = false)
    public static class ByMethod {
        @Bean
        LibraryMapper libraryMapper(@Qualifier("libraryTemplate") SqlSessionTemplate session) {
            session.getConfiguration().addMapper(LibraryMapper.class);
            return session.getMapper(LibraryMapper.class);
        }
    }
}
JAVA
cat > src/main/java/app/AppMapper.java <<'JAVA'
package app;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Select;

@Mapper
public interface AppMapper {
    @Select("SELECT 1")
    int one();
}
JAVA
cat > src/main/java/app/App.java <<'JAVA'
package app;

import lib.Library;
import lib.LibraryMapper;
import org.apache.ibatis.session.SqlSessionFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;

@EnableAutoConfiguration
public class App {
    public static void main(String[] args) {
        show("alone", App.class);
        show("library by @MapperScan", App.class, Library.Session.class, Library.Scanned.class);
        show("library by @Bean", App.class, Library.Session.class, Library.ByMethod.class);
    }

    private static void show(String how, Class<?>... sources) {
        SpringApplication application = new SpringApplication(sources);
        try (var context = application.run(
                "--spring.main.banner-mode=off", "--logging.level.root=error", "--spring.datasource.url=jdbc:h2:mem:x")) {
            System.out.println(how + ": application's mappers " + context.getBeanNamesForType(AppMapper.class).length
                    + ", library's " + context.getBeanNamesForType(LibraryMapper.class).length
                    + ", default session factory "
                    + (context.getBeanProvider(SqlSessionFactory.class).getIfUnique() != null));
        }
    }
}
JAVA
mvn -q -B org.apache.maven.plugins:maven-compiler-plugin:3.15.0:compile org.codehaus.mojo:exec-maven-plugin:3.5.0:java -Dexec.mainClass=app.App \
  | sed 's/\x1b\[[0-9;]*m//g' | grep mappers | tee seen
diff seen - <<'SEEN'
alone: application's mappers 1, library's 0, default session factory true
library by @MapperScan: application's mappers 0, library's 1, default session factory true
library by @Bean: application's mappers 1, library's 1, default session factory true
SEEN
echo "unchanged"
