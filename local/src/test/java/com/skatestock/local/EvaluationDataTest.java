package com.skatestock.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationDataTest {
  private final String root = System.getProperty("skatestock.root", "");
  @TempDir private Path folder = Path.of("");

  @AfterEach
  void restoreRoot() {
    System.setProperty("skatestock.root", root);
  }

  @Test
  void findsASetBesideTheCheckout() throws Exception {
    Path set = Files.createDirectories(folder.resolve("shared/data/prices"));
    System.setProperty(
        "skatestock.root", Files.createDirectories(folder.resolve("checkout")).toString());

    assertThat(EvaluationData.folder("prices")).hasValue(set);
  }

  @Test
  void isEmptyWhenTheSetIsNotThere() {
    System.setProperty("skatestock.root", folder.resolve("checkout").toString());

    assertThat(EvaluationData.folder("prices")).isEmpty();
  }
}
