package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ErrorTextTest {

  @Test
  void saysWhatHappenedAndNotWhatItWasWrappedIn() {
    assertThat(ErrorText.of(new IllegalStateException("outer", new IOException("disk is full"))))
        .isEqualTo("skatestock: disk is full (--stacktrace shows all)");
  }

  @Test
  void saysWhichServerDidNotAnswer() {
    Throwable refused =
        new IllegalStateException(
            "pool",
            new SQLException("Connection to db:5432 refused", new ConnectException("refused")));

    assertThat(ErrorText.of(refused))
        .isEqualTo(
            "skatestock: Connection to db:5432 refused (ConnectException: refused)"
                + " (--stacktrace shows all)");
  }

  @Test
  void saysWhichNameIsUnknown() {
    assertThat(ErrorText.of(new SQLException("No connection", new UnknownHostException("db"))))
        .isEqualTo("skatestock: No connection (UnknownHostException: db) (--stacktrace shows all)");
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThat(ErrorText.of(new UncheckedIOException(new NoSuchFileException("shop.yml"))))
        .isEqualTo("skatestock: There is no file shop.yml (--stacktrace shows all)");
  }

  @Test
  void namesAnErrorWithoutWords() {
    assertThat(ErrorText.of(new IllegalStateException()))
        .isEqualTo("skatestock: IllegalStateException (--stacktrace shows all)");
  }
}
