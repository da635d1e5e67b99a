package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code shops add} puts a good file into the folder of shops, and says so. */
class ShopsAddTest {

  @Test
  void saysToProgramsWhatIsConfiguredNow(@TempDir Path work) throws Exception {
    Path folder = work.resolve("shops.d");
    Path file =
        Files.writeString(
            work.resolve("corner.yml"),
            """
            shops:
              corner:
                name: Corner Skate Shop
                address: Springfield, IL
                url: https://corner.example
                platform: shopify
                currency: USD
                time-zone: America/Chicago
                manners:
                  delay: 2s
            """);
    StringWriter said = new StringWriter();

    int code =
        new CommandLine(new ShopsCommand(Map.of("SKATESTOCK_SHOPS_DIR", folder.toString())))
            .setOut(new PrintWriter(said))
            .execute("add", file.toString(), "--format", "json");

    assertThat(code).isZero();
    JsonNode added = JsonMapper.shared().readTree(said.toString());
    assertThat(added.propertyNames()).containsExactly("file", "shops");
    assertThat(added.get("file").asString()).isEqualTo(folder.resolve("corner.yml").toString());
    assertThat(added.get("shops").valueStream().map(JsonNode::asString)).contains("corner");
    assertThat(folder.resolve("corner.yml")).hasSameTextualContentAs(file);
  }
}
