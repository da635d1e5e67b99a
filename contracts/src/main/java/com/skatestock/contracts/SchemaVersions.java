package com.skatestock.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Every version of an event's schema that was ever written to a topic. Old versions stay for good:
 * topics are replayed, so any of them may come back.
 *
 * <p>The versions are resources of this package, {@code product-event/v1.avsc} and on. How to add
 * one: docs/adr/0010.
 */
public final class SchemaVersions {
  private final Schema newest;
  private final List<Schema> all;

  private SchemaVersions(Schema newest, List<Schema> all) {
    this.newest = newest;
    this.all = List.copyOf(all);
  }

  /** The versions of {@link ProductEvent}. */
  public static SchemaVersions ofProductEvents() {
    return new SchemaVersions(ProductEvent.getClassSchema(), read("product-event"));
  }

  /** The versions of {@link ErrorEvent}. */
  public static SchemaVersions ofErrorEvents() {
    return new SchemaVersions(ErrorEvent.getClassSchema(), read("error-event"));
  }

  /** The schema that today's generated class was made from. */
  public Schema newest() {
    return newest;
  }

  /** All versions, oldest first; the last says the same as {@link #newest()}. */
  public List<Schema> all() {
    return all;
  }

  private static List<Schema> read(String event) {
    List<Schema> versions = new ArrayList<>();
    while (true) {
      String name = event + "/v" + (versions.size() + 1) + ".avsc";
      try (InputStream version = SchemaVersions.class.getResourceAsStream(name)) {
        if (version == null) {
          return versions;
        }
        // A parser each: the versions define the same names anew.
        versions.add(
            new Schema.Parser().parse(new String(version.readAllBytes(), StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException("Schema version not read: " + name, e);
      }
    }
  }
}
