package com.skatestock.local.shop;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the simulator is steered while it runs; words are query parameters, answers are JSON.
 *
 * <ul>
 *   <li>{@code GET|POST /_control/clock?at=…&speed=…&frozen=true}
 *   <li>{@code GET /_control/shops}
 *   <li>{@code GET|POST|DELETE /_control/shops/{id}/manners?name=slow&every=3…}
 *   <li>{@code GET|DELETE /_control/shops/{id}/requests?last=20}
 * </ul>
 */
final class ControlDesk implements HttpListener.Door {
  private static final String SHOPS = "/_control/shops";

  private final ShopSimulator simulator;

  ControlDesk(ShopSimulator simulator) {
    this.simulator = simulator;
  }

  @Override
  public void answer(HttpRequest request, Wire wire) throws IOException {
    Answer answer;
    try {
      answer = answer(request);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      String why = new JsonText(256).object().field("error", e.getMessage()).endObject().toString();
      answer = Answer.of(400, Answer.JSON, why + "\n");
    }
    wire.send(answer);
  }

  private Answer answer(HttpRequest request) {
    String path = request.path();
    if (path.equals("/_control/clock")) {
      return clock(request);
    }
    if (path.equals(SHOPS)) {
      return json(shops());
    }
    String[] parts = path.startsWith(SHOPS + "/") ? path.split("/", -1) : new String[0];
    if (parts.length != 5) {
      return Answer.notFound(Answer.JSON);
    }
    return switch (parts[4]) {
      case "manners" -> manners(request, simulator.manners(parts[3]));
      case "requests" -> requests(request, simulator.log(parts[3]));
      default -> Answer.notFound(Answer.JSON);
    };
  }

  private Answer clock(HttpRequest request) {
    SimulatedClock clock = simulator.clock();
    if (request.method().equals("POST")) {
      Map<String, String> words = request.query();
      if (!Set.of("at", "speed", "frozen").containsAll(words.keySet())) {
        throw new IllegalArgumentException(
            "The clock knows at, speed and frozen, not " + words.keySet());
      }
      if (words.containsKey("frozen")) {
        clock.freeze(isTrue(words.get("frozen")));
      }
      if (words.containsKey("speed")) {
        clock.accelerate(Double.parseDouble(words.get("speed")));
      }
      if (words.containsKey("at")) {
        clock.set(Instant.parse(words.get("at")));
      }
    }
    return json(
        new JsonText(128)
            .object()
            .field("at", clock.instant().toString())
            .field("speed", Double.toString(clock.speed()))
            .field("frozen", clock.frozen())
            .endObject());
  }

  private JsonText shops() {
    JsonText json = new JsonText(512).object().name("shops").array();
    for (SimulatedShop shop : simulator.shops()) {
      json.object()
          .field("id", shop.id())
          .field("url", simulator.uri(shop.id()).toString())
          .field("kind", shop.kind().name())
          .field("products", shop.products())
          .field("currency", shop.currency().getCurrencyCode())
          .endObject();
    }
    return json.endArray().endObject();
  }

  private static Answer manners(HttpRequest request, Manners manners) {
    switch (request.method()) {
      case "POST" -> manners.add(MannerText.read(request.query()));
      case "DELETE" -> manners.clear();
      default -> {}
    }
    JsonText json = new JsonText(256).object().name("manners").array();
    for (Manners.Tally tally : manners.list()) {
      json.object()
          .field("manner", tally.misbehaviour().manner().toString())
          .field("fitting", tally.fitting())
          .field("spoilt", tally.spoilt())
          .endObject();
    }
    return json(json.endArray().endObject());
  }

  private static Answer requests(HttpRequest request, RequestLog log) {
    if (request.method().equals("DELETE")) {
      log.clear();
    }
    List<RequestLog.Entry> entries = log.entries();
    int last = Math.min(entries.size(), request.number("last", 20, 10_000));
    JsonText json =
        new JsonText(4096)
            .object()
            .field("count", log.count())
            .field("conditional", entries.stream().filter(RequestLog.Entry::conditional).count())
            .field("mostAtOnce", log.mostAtOnce())
            .field("leastGapMillis", log.leastGap().map(Duration::toMillis).orElse(-1L))
            .name("requests")
            .array();
    for (RequestLog.Entry entry : entries.subList(entries.size() - last, entries.size())) {
      json.object()
          .field("at", entry.at().toString())
          .field("tookMillis", entry.took().toMillis())
          .field("method", entry.method())
          .field("target", entry.target())
          .field("status", entry.status())
          .field("ifNoneMatch", entry.ifNoneMatch().orElse(null))
          .field("ifModifiedSince", entry.ifModifiedSince().orElse(null))
          .field("userAgent", entry.userAgent().orElse(null))
          .field("manner", entry.manner().map(BadManner::name).orElse(null))
          .endObject();
    }
    return json(json.endArray().endObject());
  }

  private static boolean isTrue(String word) {
    if (!word.equals("true") && !word.equals("false")) {
      throw new IllegalArgumentException("frozen must be true or false, not " + word);
    }
    return word.equals("true");
  }

  private static Answer json(JsonText json) {
    return Answer.of(200, Answer.JSON, json + "\n");
  }
}
