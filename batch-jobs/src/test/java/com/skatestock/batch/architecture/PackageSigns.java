package com.skatestock.batch.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

/** The room signs: one {@code package-info} for each package, {@code @NullMarked}. */
final class PackageSigns {
  private PackageSigns() {}

  /** The packages among {@code classes} that have none, or one that is not null-marked. */
  static Set<String> missing(JavaClasses classes) {
    Set<String> packages = new TreeSet<>();
    Set<String> signed = new TreeSet<>();
    for (JavaClass type : classes) {
      packages.add(type.getPackageName());
      if (type.getSimpleName().equals("package-info") && type.isAnnotatedWith(NullMarked.class)) {
        signed.add(type.getPackageName());
      }
    }
    packages.removeAll(signed);
    return packages;
  }
}
