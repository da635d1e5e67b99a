package com.skatestock.contracts;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro 1.12.2 refuses to instantiate generated classes ("Forbidden …! This class is not trusted")
 * unless they are named by a system property or by its global validator. This adds the classes of
 * this package to whatever was trusted before, so that nobody needs to remember a {@code -D} flag.
 */
public final class TrustedSchemaClasses {
  static {
    String contracts = TrustedSchemaClasses.class.getPackageName();
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(contracts)));
  }

  private TrustedSchemaClasses() {}

  /**
   * Call before Avro reads generated classes by another way than {@link EventCodec}. Again and
   * again does nothing.
   */
  public static void admit() {
    // The static initialiser has done it.
  }
}
