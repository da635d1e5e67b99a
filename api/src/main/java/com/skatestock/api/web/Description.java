package com.skatestock.api.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this program says about itself, at {@code /v3/api-docs} and {@code /actuator/info}. */
@Configuration(proxyBeanMethods = false)
class Description {
  private static final String TITLE = "SkateStock API";

  private static final String VERSION =
      Objects.requireNonNullElse(
          Description.class.getPackage().getImplementationVersion(), "development");

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title(TITLE)
                .description(
                    "What independent skate shops list, at what price, in which sizes, in stock or"
                        + " not. Times are UTC; an amount of money always names its currency.")
                .version(VERSION)
                .license(new License().name("MIT").identifier("MIT")));
  }

  @Bean
  InfoContributor release() {
    return info -> info.withDetail("app", Map.of("name", TITLE, "version", VERSION));
  }
}
