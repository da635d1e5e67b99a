package com.skatestock.batch.archive;

import com.skatestock.batch.source.Page;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The page archive in a bucket: one object per attempt, one PUT that is acknowledged with its
 * SHA-256 before anything refers to it, and refused by the store if an object of that name is
 * there. A page is read by a ranged GET; what comes back cut or changed is never a page.
 *
 * <p>Lost answers and answers of 5xx are tried again by the client ({@link S3Access}).
 */
public final class S3PageArchive implements PageArchive, AutoCloseable {
  private static final int PRECONDITION_FAILED = 412;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /** As many as one request may delete. */
  private static final int DELETED_AT_ONCE = 1_000;

  private final S3Client client;
  private final String bucket;
  private final String prefix;
  private final Clock clock;
  private final WarcObjectReader reader = new WarcObjectReader(this::read);

  /**
   * @param client closed with this
   * @param prefix of all keys: empty, or ending in a slash
   */
  public S3PageArchive(S3Client client, String bucket, String prefix, Clock clock) {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("the prefix must end in a slash: " + prefix);
    }
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
    this.clock = clock;
  }

  @Override
  public List<PageLocation> write(ChunkAttempt attempt) {
    if (attempt.captures().isEmpty()) {
      return List.of();
    }
    String object = ObjectNames.next(attempt);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    List<PageLocation> locations;
    try {
      locations =
          WarcObjectWriter.writeAll(Channels.newChannel(bytes), object, attempt, clock.instant());
    } catch (IOException e) {
      throw new UncheckedIOException("Archive object not made: " + object, e);
    }
    put(object, bytes.toByteArray());
    return locations;
  }

  private void put(String object, byte[] bytes) {
    String sha256 = WarcObjectWriter.digest(bytes).base64();
    try {
      client.putObject(
          put ->
              put.bucket(bucket)
                  .key(prefix + object)
                  .ifNoneMatch("*")
                  .checksumSHA256(sha256)
                  .contentType("application/warc"),
          RequestBody.fromBytes(bytes));
    } catch (S3Exception e) {
      if (e.statusCode() != PRECONDITION_FAILED || !isThere(object, bytes.length, sha256)) {
        throw failed("Archive object not written: " + object, e);
      }
      // The answer to an earlier try of this same PUT was lost: the object is ours, and whole.
    } catch (SdkException e) {
      throw failed("Archive object not written: " + object, e);
    }
  }

  private boolean isThere(String object, long length, String sha256) {
    HeadObjectResponse there =
        asked(
            "Archive object not found again: " + object,
            () ->
                client.headObject(
                    head ->
                        head.bucket(bucket)
                            .key(prefix + object)
                            .checksumMode(ChecksumMode.ENABLED)));
    return there.contentLength() == length && sha256.equals(there.checksumSHA256());
  }

  @Override
  public Page read(PageLocation location) {
    byte[] member =
        bytes(
            location.object(),
            location.offset(),
            "bytes=%d-%d".formatted(location.offset(), location.offset() + location.length() - 1));
    if (member.length != location.length()) {
      throw new PageUnreadable(PageUnreadable.Reason.TORN, location, null);
    }
    return reader.page(member, location);
  }

  @Override
  public void scan(String object, Consumer<ArchivedPage> pages) {
    byte[] whole = bytes(object, 0, null);
    reader.scan(
        Channels.newChannel(new ByteArrayInputStream(whole)),
        object,
        location ->
            Arrays.copyOfRange(
                whole,
                Math.toIntExact(location.offset()),
                Math.toIntExact(location.offset() + location.length())),
        pages);
  }

  private byte[] bytes(String object, long offset, @Nullable String range) {
    try {
      return client
          .getObjectAsBytes(get -> get.bucket(bucket).key(prefix + object).range(range))
          .asByteArrayUnsafe();
    } catch (NoSuchKeyException e) {
      throw new PageUnreadable(PageUnreadable.Reason.MISSING, object, offset, e);
    } catch (S3Exception e) {
      if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
        throw new PageUnreadable(PageUnreadable.Reason.TORN, object, offset, e);
      }
      throw failed("Archive not readable: " + object, e);
    } catch (SdkException e) {
      throw failed("Archive not readable: " + object, e);
    }
  }

  @Override
  public List<String> objects(String shop, LocalDate from, LocalDate to) {
    String last = ObjectNames.folder(shop, to) + "/~";
    return asked(
        "Archive not listed: " + shop,
        () -> {
          List<String> objects = new ArrayList<>();
          for (S3Object found :
              client
                  .listObjectsV2Paginator(
                      list ->
                          list.bucket(bucket)
                              .prefix(prefix + shop + "/")
                              .startAfter(prefix + ObjectNames.folder(shop, from)))
                  .contents()) {
            String object = found.key().substring(prefix.length());
            if (object.compareTo(last) > 0) {
              break;
            }
            if (object.endsWith(ObjectNames.SUFFIX)) {
              objects.add(object);
            }
          }
          return objects;
        });
  }

  @Override
  public List<String> shops() {
    return folders("");
  }

  @Override
  public List<LocalDate> days(String shop) {
    List<LocalDate> days = new ArrayList<>();
    for (String year : folders(shop + "/")) {
      for (String month : folders(shop + "/" + year + "/")) {
        for (String day : folders(shop + "/" + year + "/" + month + "/")) {
          days.add(ObjectNames.day(year + "/" + month + "/" + day));
        }
      }
    }
    return days;
  }

  /** What stands between {@code above} and the next slash, sorted. */
  private List<String> folders(String above) {
    String start = prefix + above;
    return asked(
        "Archive not listed: " + start,
        () ->
            client
                .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(start).delimiter("/"))
                .commonPrefixes()
                .stream()
                .map(CommonPrefix::prefix)
                .map(found -> found.substring(start.length(), found.length() - 1))
                .sorted()
                .toList());
  }

  /** An object is one PUT: it is there or not, and nothing is left of one that broke off. */
  @Override
  public int sweep(Duration age) {
    return 0;
  }

  @Override
  public long delete(String shop) {
    String start = prefix + ObjectNames.checkedShop(shop) + "/";
    String problem = "Archive of %s not deleted whole; delete it again".formatted(shop);
    return asked(
        problem,
        () -> {
          long deleted = 0;
          List<ObjectIdentifier> some = new ArrayList<>(DELETED_AT_ONCE);
          for (S3Object found :
              client.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(start)).contents()) {
            some.add(ObjectIdentifier.builder().key(found.key()).build());
            if (some.size() == DELETED_AT_ONCE) {
              deleted += delete(some, problem);
              some.clear();
            }
          }
          return deleted + (some.isEmpty() ? 0 : delete(some, problem));
        });
  }

  private int delete(List<ObjectIdentifier> objects, String problem) {
    DeleteObjectsResponse answer =
        client.deleteObjects(
            delete -> delete.bucket(bucket).delete(these -> these.objects(objects).quiet(true)));
    if (answer.hasErrors() && !answer.errors().isEmpty()) {
      throw new UncheckedIOException(problem, new IOException(answer.errors().toString()));
    }
    return objects.size();
  }

  private static <T> T asked(String problem, Supplier<T> question) {
    try {
      return question.get();
    } catch (SdkException e) {
      throw failed(problem, e);
    }
  }

  private static UncheckedIOException failed(String problem, SdkException e) {
    return new UncheckedIOException(problem, new IOException(e.getMessage(), e));
  }

  @Override
  public void close() {
    client.close();
  }
}
