package com.skatestock.batch.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

class RobotsRulesTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/robots/robots.csv", numLinesToSkip = 1)
  void judgesAsTheTableSays(
      String reason, String agent, String robots, String url, String verdict) {
    String text = robots.replace(" | ", "\n");
    assertThat(verdict).isIn("allowed", "disallowed");
    assertThat(RobotsRules.parse(text.getBytes(UTF_8), agent).allows(url))
        .as(reason)
        .isEqualTo(verdict.equals("allowed"));
  }

  /** Google's own tests; those whose name starts with ID_ follow from the RFC. */
  @Test
  void agreesWithGooglesTests() throws IOException {
    Path cases =
        Path.of(System.getProperty("skatestock.root", ".."))
            .resolve("../shared/data/robots/google-robotstxt-cases.jsonl");
    assumeTrue(Files.exists(cases), "the evaluation data is not here: " + cases);
    ObjectMapper json = JsonMapper.builder().build();
    List<String> wrong = new ArrayList<>();
    int right = 0;
    for (String line : Files.readAllLines(cases)) {
      JsonNode node = json.readTree(line);
      byte[] robots = node.get("robots_txt_latin1").asString().getBytes(ISO_8859_1);
      String url = new String(node.get("url_latin1").asString().getBytes(ISO_8859_1), UTF_8);
      RobotsRules rules = RobotsRules.parse(robots, node.get("user_agent").asString());
      if (rules.allows(url) == node.get("expected_allowed").asBoolean()) {
        right++;
      } else {
        wrong.add(node.get("test").asString() + ":" + node.get("line").asInt());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(right).isEqualTo(145);
  }

  @Test
  void crawlDelayIsThatOfOurGroup() {
    String text = "user-agent: *\ncrawl-delay: 20\n\nuser-agent: skatestockbot\ncrawl-delay: 1.5\n";
    assertThat(RobotsRules.parse(text.getBytes(UTF_8), "SkateStockBot").crawlDelay())
        .contains(Duration.ofMillis(1500));
    assertThat(RobotsRules.parse(text.getBytes(UTF_8), "Other").crawlDelay())
        .contains(Duration.ofSeconds(20));
    assertThat(RobotsRules.allowAll().crawlDelay()).isEmpty();
  }

  @Test
  void aHugeCrawlDelayDoesNotForbidTheSite() {
    byte[] text = "user-agent: *\ncrawl-delay: 86400\n".getBytes(UTF_8);
    RobotsRules rules = RobotsRules.parse(text, "SkateStockBot");
    assertThat(rules.allows("https://shop.example/")).isTrue();
    assertThat(rules.crawlDelay()).contains(Duration.ofDays(1));
  }

  @Test
  void constantRules() {
    assertThat(
            Map.of(
                "all",
                RobotsRules.allowAll().allows("https://shop.example/x"),
                "none",
                RobotsRules.disallowAll().allows("https://shop.example/x")))
        .isEqualTo(Map.of("all", true, "none", false));
  }
}
