package com.skatestock.batch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skatestock.batch.S3Store;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3PageArchiveTest extends PageArchiveContract {
  private static S3Client client;
  private final String bucket = "archive-" + UUID.randomUUID();

  @BeforeAll
  static void connect() {
    client = access(S3Store.shared().endpoint()).client();
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  private static S3Access access(URI endpoint) {
    return new S3Access(endpoint, "us-east-1", true);
  }

  @Override
  PageArchive open() {
    client.createBucket(create -> create.bucket(bucket));
    return new S3PageArchive(client, bucket, "pages/", CLOCK);
  }

  @Override
  byte[] stored(String object) {
    return client.getObjectAsBytes(get -> get.bucket(bucket).key("pages/" + object)).asByteArray();
  }

  @Override
  void store(String object, byte[] bytes) {
    client.putObject(
        put -> put.bucket(bucket).key("pages/" + object), RequestBody.fromBytes(bytes));
  }

  /** Each place costs two requests. */
  @Override
  int everyNth() {
    return 9;
  }

  @Test
  void nothingIsThereButWholeObjectsUnderThePrefix() {
    PageLocation location = write(page(1), page(2)).getFirst();

    assertThat(client.listObjectsV2(list -> list.bucket(bucket)).contents())
        .extracting(S3Object::key)
        .containsExactly("pages/" + location.object());
  }

  @Test
  void aLostAnswerToThePutIsNoError() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(S3Store.shared().endpoint());
        S3Client through = access(proxy.uri()).client()) {
      PageArchive archive = open(through);
      proxy.swallowAnswers(1);

      PageLocation location =
          archive.write(attempt("labor", List.of(new Capture.Fresh(page(1))))).getFirst();

      assertThat(proxy.swallowed()).isEqualTo(1);
      assertThat(archive.read(location)).isEqualTo(page(1));
      assertThat(client.listObjectsV2(list -> list.bucket(bucket)).contents()).hasSize(1);
    }
  }

  @Test
  void anAnswerCutOffInThePageIsAskedForAgain() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(S3Store.shared().endpoint());
        S3Client through = access(proxy.uri()).client()) {
      PageArchive archive = open(through);
      PageLocation location =
          archive.write(attempt("labor", List.of(new Capture.Fresh(page(1))))).getFirst();
      proxy.cutAnswers(2, location.length() / 2);

      assertThat(archive.read(location)).isEqualTo(page(1));
      assertThat(proxy.swallowed()).isEqualTo(2);
    }
  }

  @Test
  void aBucketThatIsNotThereIsNoMissingPage() {
    PageArchive nowhere = new S3PageArchive(client, "nowhere-" + bucket, "", CLOCK);

    assertThatThrownBy(() -> nowhere.read(new PageLocation("labor/2026/11/21/x.warc.gz", 0, 10)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Archive not readable: labor/2026/11/21/x.warc.gz");
    assertThatThrownBy(() -> nowhere.write(attempt("labor", List.of(new Capture.Fresh(page(1))))))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Archive object not written: labor/2026/11/21/20261121T023000Z-");
  }

  private PageArchive open(S3Client through) {
    return new S3PageArchive(through, bucket, "pages/", CLOCK);
  }
}
