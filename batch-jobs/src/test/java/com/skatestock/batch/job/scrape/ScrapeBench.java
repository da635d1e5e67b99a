package com.skatestock.batch.job.scrape;

import com.skatestock.batch.BatchApplication;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The scrape benchmark's two halves, called by {@code scripts/bench.sh scrape}: {@code bare URL
 * PAGES} fetches and tokenises every page, one after the other; {@code scrape SHOP} runs the job.
 * Each prints seconds, variants, the peak resident set in MiB, and the seconds of processor that it
 * used.
 */
final class ScrapeBench {

  private ScrapeBench() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "bare" -> bare(URI.create(arguments[1]), Integer.parseInt(arguments[2]));
      case "scrape" -> scrape(arguments[1]);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void bare(URI shop, int pages) throws IOException, InterruptedException {
    JsonFactory json = new JsonFactory();
    try (HttpClient client = HttpClient.newHttpClient()) {
      Duration cpu = cpu();
      long begun = System.nanoTime();
      long variants = 0;
      for (int page = 1; page <= pages; page++) {
        byte[] body =
            client
                .send(
                    HttpRequest.newBuilder(shop.resolve("/products.json?limit=250&page=" + page))
                        .header("Accept-Encoding", "gzip")
                        .build(),
                    BodyHandlers.ofByteArray())
                .body();
        try (JsonParser parser =
            json.createParser(
                ObjectReadContext.empty(),
                new GZIPInputStream(new ByteArrayInputStream(body), 1 << 16))) {
          for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.PROPERTY_NAME && parser.currentName().equals("sku")) {
              variants++;
            }
          }
        }
      }
      print(begun, cpu, variants);
    }
  }

  private static void scrape(String shop) throws InterruptedException, IOException {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(BatchApplication.class)
            .web(WebApplicationType.NONE)
            .logStartupInfo(false)
            .run()) {
      JobIdentity identity =
          new JobIdentity("scrape", Optional.of(shop), Instant.EPOCH, "manual/bench");
      Duration cpu = cpu();
      long begun = System.nanoTime();
      JobOutcome outcome = context.getBean(JobStarter.class).run(identity, Duration.ZERO);
      if (!(outcome instanceof JobOutcome.Completed)) {
        throw new IllegalStateException(outcome.toString());
      }
      ScrapeRuns runs = context.getBean(ScrapeRuns.class);
      long run = runs.find(shop, identity.slot(), identity.scope()).orElseThrow();
      print(begun, cpu, runs.summary(run).variants());
    }
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  private static void print(long begun, Duration cpu, long variants) throws IOException {
    double seconds = (System.nanoTime() - begun) / 1e9;
    String peak =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .map(line -> line.replaceAll("\\D", ""))
            .findFirst()
            .orElse("0");
    System.out.printf(
        "%.3f %d %d %.2f%n",
        seconds, variants, Long.parseLong(peak) / 1_024, cpu().minus(cpu).toMillis() / 1e3);
  }
}
