package com.skatestock.batch.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * As much of Apicurio's registry (its REST API v3) as the serde asks for: registering a schema,
 * which gives it an id, and reading one by its id. Keeps what it was asked.
 */
public final class RegistryOnLoopback implements AutoCloseable {
  private static final String ROOT = "/apis/registry/v3/";

  private final JsonMapper json = new JsonMapper();
  private final List<JsonNode> schemas = new ArrayList<>();
  private final Map<String, Integer> artifacts = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /** Listens on a free port of the loopback address. */
  public RegistryOnLoopback() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(ROOT, this::answer);
    server.start();
  }

  /** What {@code skatestock.kafka.schema-registry} is to say. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/apis/registry/v3");
  }

  /** Ids of schemas by the artifacts that they were registered as. */
  public Map<String, Integer> artifacts() {
    return Map.copyOf(artifacts);
  }

  /** Method and path of each request so far. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(ROOT.length());
      requests.add(exchange.getRequestMethod() + " " + path);
      byte[] body = exchange.getRequestBody().readAllBytes();
      String[] parts = path.split("/", -1);
      if (exchange.getRequestMethod().equals("POST") && path.endsWith("/artifacts")) {
        send(exchange, 200, registered(parts[1], json.readTree(body)));
      } else if (path.endsWith("/references")) {
        JsonNode references = schema(parts).path("references");
        send(exchange, 200, references.isArray() ? references.toString() : "[]");
      } else {
        JsonNode schema = schema(parts);
        boolean known = !schema.isMissingNode();
        send(exchange, known ? 200 : 404, known ? schema.path("content").stringValue() : "{}");
      }
    } catch (RuntimeException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** Of {@code ids/contentIds/7} or {@code groups/default/artifacts/name/versions/1/content}. */
  private JsonNode schema(String[] path) {
    int id = path[0].equals("ids") ? Integer.parseInt(path[2]) : artifacts.getOrDefault(path[3], 0);
    synchronized (schemas) {
      return id > 0 && id <= schemas.size() ? schemas.get(id - 1) : MissingNode.getInstance();
    }
  }

  private String registered(String group, JsonNode asked) {
    String artifact = asked.path("artifactId").stringValue();
    JsonNode schema = asked.path("firstVersion").path("content");
    int id;
    synchronized (schemas) {
      if (!schemas.contains(schema)) {
        schemas.add(schema);
      }
      id = schemas.indexOf(schema) + 1;
    }
    artifacts.put(artifact, id);
    String names =
        "\"groupId\":\"%s\",\"artifactId\":\"%s\",\"artifactType\":\"AVRO\""
            .formatted(group, artifact);
    return "{\"artifact\":{%s},\"version\":{%s,\"version\":\"1\",\"globalId\":%d,\"contentId\":%d,\"state\":\"ENABLED\"}}"
        .formatted(names, names, id, id);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
