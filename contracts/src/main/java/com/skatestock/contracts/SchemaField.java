package com.skatestock.contracts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/**
 * What a schema says about a field's null, put by the Avro compiler on the generated constructors,
 * getters and setters, so that NullAway checks their callers. JSpecify's own annotations belong to
 * a type, and Java refuses those before a type written in full ({@code java.lang.String}), as the
 * Avro compiler writes it.
 */
public final class SchemaField {
  private SchemaField() {}

  /** The schema's union has a null branch. */
  @Target({ElementType.METHOD, ElementType.PARAMETER})
  public @interface Nullable {}

  /** The schema has no null branch. */
  @Target({ElementType.METHOD, ElementType.PARAMETER})
  public @interface NonNull {}
}
