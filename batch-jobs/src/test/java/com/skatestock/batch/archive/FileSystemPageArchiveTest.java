package com.skatestock.batch.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemPageArchiveTest extends PageArchiveContract {
  @TempDir Path root;

  @Override
  PageArchive open() {
    return new FileSystemPageArchive(root, CLOCK);
  }

  @Override
  byte[] stored(String object) throws IOException {
    return Files.readAllBytes(root.resolve(object));
  }

  @Override
  void store(String object, byte[] bytes) throws IOException {
    Files.write(root.resolve(object), bytes);
  }

  @Override
  int everyNth() {
    return 1;
  }

  @Test
  void leavesNoDraftBehind() {
    write(page(1));
    Capture broken =
        new Capture.Fresh(
            new com.skatestock.batch.source.Page(
                "labor",
                page(1).uri(),
                CAPTURED,
                "not a uri at all: %",
                200,
                page(1).headers(),
                page(1).body()));
    assertThatThrownBy(() -> archive.write(attempt("labor", List.of(broken))))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(root.resolve(".partial")).isEmptyDirectory();
  }

  @Test
  void deletesAShopsDraftsWithIt() throws IOException {
    Files.writeString(root.resolve(".partial/labor+x.warc.gz"), "torn", ISO_8859_1);
    Path other = Files.writeString(root.resolve(".partial/labor-2+x.warc.gz"), "torn", ISO_8859_1);

    archive.delete("labor");

    assertThat(root.resolve(".partial")).isDirectoryContaining(other::equals);
    assertThat(root.resolve(".partial/labor+x.warc.gz")).doesNotExist();
  }

  @Test
  void sweepRemovesOldDraftsAndLeavesThoseOfRunningChunks() throws IOException {
    Path old = Files.writeString(root.resolve(".partial/old.warc.gz"), "torn", ISO_8859_1);
    Path fresh = Files.writeString(root.resolve(".partial/fresh.warc.gz"), "torn", ISO_8859_1);
    Files.setLastModifiedTime(old, FileTime.from(CAPTURED.minus(Duration.ofHours(25))));
    Files.setLastModifiedTime(fresh, FileTime.from(CAPTURED.minus(Duration.ofHours(23))));

    assertThat(((FileSystemPageArchive) archive).sweep(Duration.ofHours(24))).isEqualTo(1);

    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
  }

  @Test
  void anObjectNameCannotLeaveTheArchive() {
    assertThatThrownBy(() -> archive.read(new PageLocation("labor/../../etc/passwd", 0, 10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not an object of this archive: labor/../../etc/passwd");
  }
}
