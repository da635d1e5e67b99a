package com.skatestock.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.local.LocalServer;
import com.skatestock.local.LocalStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiApplicationTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static LocalStack stack;
  private static ConfigurableApplicationContext api;
  private static HttpClient client;
  private static String address;

  @BeforeAll
  static void start() {
    stack = LocalStack.shared(LocalServer.POSTGRES);
    api =
        SpringApplication.run(
            ApiApplication.class,
            "--server.port=0",
            "--spring.datasource.url=" + stack.jdbcUrl(),
            "--spring.datasource.username=" + stack.username(),
            "--spring.datasource.password=" + stack.password());
    address = "http://127.0.0.1:" + api.getEnvironment().getProperty("local.server.port");
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    api.close();
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String health(String probe) throws Exception {
    HttpResponse<String> answer = get("/actuator/health/" + probe);
    return answer.statusCode() + " " + JSON.readTree(answer.body()).path("status").asString();
  }

  @Test
  void isAliveAndReadyWithItsDatabase() throws Exception {
    assertThat(health("liveness")).isEqualTo("200 UP");
    assertThat(health("readiness")).isEqualTo("200 UP");
  }

  @Test
  void isAliveButNotReadyWhilePostgresIsAway() throws Exception {
    stack.stop(LocalServer.POSTGRES);
    try {
      assertThat(health("readiness")).isEqualTo("503 DOWN");
      assertThat(health("liveness")).isEqualTo("200 UP");
    } finally {
      stack.start(LocalServer.POSTGRES);
    }
    assertThat(firstOtherThan("503 DOWN")).isEqualTo("200 UP");
  }

  /**
   * The readiness that follows. The pool gives out a connection that worked half a second ago
   * without a look; so each that died with the server may be met once by those who ask quickly.
   */
  private static String firstOtherThan(String health) throws Exception {
    Instant end = Instant.now().plusSeconds(10);
    String now = health("readiness");
    while (now.equals(health) && Instant.now().isBefore(end)) {
      Thread.sleep(100);
      now = health("readiness");
    }
    return now;
  }

  @Test
  void answersAnUnknownPathWithAProblemDocument() throws Exception {
    HttpResponse<String> answer = get("/no/such/thing", "Accept", "application/json");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.path("status").asInt()).isEqualTo(404);
    assertThat(problem.path("title").asString()).isEqualTo("Not Found");
    assertThat(problem.path("instance").asString()).isEqualTo("/no/such/thing");
  }

  @Test
  void answersBrowsersWithTheSameProblemDocument() throws Exception {
    HttpResponse<String> answer = get("/no/such/thing", "Accept", "text/html");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void describesItselfAsOpenApi() throws Exception {
    HttpResponse<String> answer = get("/v3/api-docs");
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode document = JSON.readTree(answer.body());
    assertThat(document.path("openapi").asString()).startsWith("3.1");
    assertThat(document.at("/info/title").asString()).isEqualTo("SkateStock API");
    assertThat(document.at("/info/license/identifier").asString()).isEqualTo("MIT");
    assertThat(document.path("paths").has("/actuator/health")).isTrue();
  }

  @Test
  void saysWhatItIs() throws Exception {
    JsonNode info = JSON.readTree(get("/actuator/info").body());
    assertThat(info.at("/app/name").asString()).isEqualTo("SkateStock API");
  }
}
