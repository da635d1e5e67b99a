package com.skatestock.batch.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A piece of a shop's JSON, read without trust: what is absent, null, blank or of another form is
 * null or empty, never an exception.
 */
public record JsonPart(JsonNode node) {

  /** What stands under {@code name}; a part that holds nothing if nothing does. */
  public JsonPart part(String name) {
    return new JsonPart(node.path(name));
  }

  /** The elements of the list under {@code name}, or the members' values of an object there. */
  public List<JsonPart> parts(String name) {
    return new JsonPart(node.path(name)).parts();
  }

  /** The elements of this list, or the members' values of this object. */
  public List<JsonPart> parts() {
    List<JsonPart> parts = new ArrayList<>(node.size());
    for (JsonNode element : node.values()) {
      parts.add(new JsonPart(element));
    }
    return parts;
  }

  /** True if there is an object here. */
  public boolean isObject() {
    return node.isObject();
  }

  /** True if there is a list here. */
  public boolean isList() {
    return node.isArray();
  }

  /** The text or number under {@code name}, as it is written; null if there is none. */
  public @Nullable String text(String name) {
    return new JsonPart(node.path(name)).text();
  }

  /** This text or number as it is written; null if it is neither, or blank. */
  public @Nullable String text() {
    if (!node.isString() && !node.isNumber()) {
      return null;
    }
    String text = node.isNumber() ? node.toString() : node.stringValue();
    return text.isBlank() ? null : text;
  }

  /** What is said to be true or false under {@code name}; empty if neither. */
  public Optional<Boolean> truth(String name) {
    JsonNode value = node.path(name);
    return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
  }

  /** The number of pieces under {@code name}, at least 0; null if it is no whole number. */
  public @Nullable Integer count(String name) {
    @Nullable String text = text(name);
    if (text == null || text.length() > 9) {
      return null;
    }
    try {
      return Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException notACount) {
      return null;
    }
  }

  /** The beginning of this piece as it stands, for people. */
  public String raw() {
    return node.toString();
  }
}
