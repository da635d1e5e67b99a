package com.skatestock.contracts;

/**
 * What the bytes of one Kafka record turned out to be. Bad bytes are a value, so that a reader can
 * count them, send them to the dead-letter topic and go on.
 */
public sealed interface Decoded<E> {

  /** Understood. */
  record Event<E>(E event) implements Decoded<E> {}

  /**
   * Not understood. The same bytes will never be understood by this version of the program, except
   * for {@link Reason#UNKNOWN_SCHEMA}: a newer version may know the schema.
   *
   * @param detail for people; holds no content of the message
   */
  record Undecodable<E>(Reason reason, String detail) implements Decoded<E> {}

  /** Why bytes were not understood. */
  enum Reason {
    /** They do not begin like a message of the expected wire format. */
    NOT_AN_EVENT,
    /** The schema they name is not one of those that this program knows. */
    UNKNOWN_SCHEMA,
    /** They end too early, or a length in them says that more should follow than does. */
    TRUNCATED,
    /** They break the schema: a branch, symbol, number or amount that it does not have. */
    MALFORMED,
    /** A whole event, and then more. */
    TRAILING_BYTES
  }
}
