package com.skatestock.api;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The web server of the REST API. Starts also while PostgreSQL is away: it is then alive, but not
 * ready.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class ApiApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(ApiApplication.class, arguments);
  }
}
