package com.skatestock.batch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchiveAddressTest {

  @Test
  void isAFolderOrABucket() {
    assertThat(ArchiveAddress.valueOf("/var/lib/pages"))
        .isEqualTo(new ArchiveAddress.Folder(Path.of("/var/lib/pages")));
    assertThat(ArchiveAddress.valueOf("s3://skate-pages"))
        .isEqualTo(new ArchiveAddress.Bucket("skate-pages", ""));
    assertThat(ArchiveAddress.valueOf("s3://skate-pages/"))
        .isEqualTo(new ArchiveAddress.Bucket("skate-pages", ""));
    assertThat(ArchiveAddress.valueOf("s3://skate-pages/prod/archive/"))
        .isEqualTo(new ArchiveAddress.Bucket("skate-pages", "prod/archive/"));
  }

  @Test
  void refusesWhatOnlyBeginsLikeABucket() {
    assertThatThrownBy(() -> ArchiveAddress.valueOf("s3:/skate-pages"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'s3:/skate-pages' is no address of an archive: a folder, or s3://bucket/prefix");
  }
}
