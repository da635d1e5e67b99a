package com.skatestock.batch.archive;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.skatestock.batch.source.Page;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The page archive in a folder. An object is written to {@code .partial/}, forced to the disk,
 * renamed to its place, and the folder forced too: it exists whole or not at all, also after a
 * power cut.
 */
public final class FileSystemPageArchive implements PageArchive {
  /** Between shop and name of a draft; no shop's id has it. */
  private static final String DRAFT_OF = "+";

  private final Path root;
  private final Path partial;
  private final Clock clock;
  private final WarcObjectReader reader = new WarcObjectReader(this::read);

  /** Opens the archive below {@code root}, which is created if it is missing. */
  public FileSystemPageArchive(Path root, Clock clock) {
    this.root = root;
    this.partial = root.resolve(".partial");
    this.clock = clock;
    try {
      Files.createDirectories(partial);
    } catch (IOException e) {
      throw new UncheckedIOException("Archive folder cannot be made: " + root, e);
    }
  }

  @Override
  public List<PageLocation> write(ChunkAttempt attempt) {
    if (attempt.captures().isEmpty()) {
      return List.of();
    }
    String object = ObjectNames.next(attempt);
    Path draft = partial.resolve(attempt.shop() + DRAFT_OF + path(object).getFileName());
    try {
      List<PageLocation> locations;
      try (FileChannel file = FileChannel.open(draft, WRITE, CREATE_NEW)) {
        locations = WarcObjectWriter.writeAll(file, object, attempt, clock.instant());
        file.force(true);
      }
      publish(draft, path(object));
      return locations;
    } catch (IOException e) {
      throw new UncheckedIOException("Archive object not written: " + object, e);
    } finally {
      discard(draft);
    }
  }

  private static void publish(Path draft, Path object) throws IOException {
    Path folder = object.resolveSibling("").normalize();
    makeDurably(folder);
    Files.move(draft, object, StandardCopyOption.ATOMIC_MOVE);
    force(folder);
  }

  /** Makes a folder and those above it, each made known to the one above durably. */
  private static void makeDurably(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent == null) {
      throw new NoSuchFileException(folder.toString());
    }
    makeDurably(parent);
    Files.createDirectories(folder);
    force(parent);
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  /** Removes what a failed chunk left; of a published one nothing is left. */
  private static void discard(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      // sweep() removes it later; the error that led here is the one to tell
    }
  }

  @Override
  public Page read(PageLocation location) {
    return reader.page(bytes(location), location);
  }

  private byte[] bytes(PageLocation location) {
    ByteBuffer member = ByteBuffer.allocate(location.length());
    try (FileChannel file = FileChannel.open(path(location.object()), READ)) {
      while (member.hasRemaining()) {
        if (file.read(member, location.offset() + member.position()) < 0) {
          throw new EOFException("object ends at " + file.size());
        }
      }
      return member.array();
    } catch (NoSuchFileException e) {
      throw new PageUnreadable(PageUnreadable.Reason.MISSING, location, e);
    } catch (EOFException e) {
      throw new PageUnreadable(PageUnreadable.Reason.TORN, location, e);
    } catch (IOException e) {
      throw new UncheckedIOException("Archive not readable: " + location, e);
    }
  }

  @Override
  public void scan(String object, Consumer<ArchivedPage> pages) {
    try (FileChannel file = FileChannel.open(path(object), READ)) {
      reader.scan(file, object, this::bytes, pages);
    } catch (NoSuchFileException e) {
      throw new PageUnreadable(PageUnreadable.Reason.MISSING, object, 0, e);
    } catch (IOException e) {
      throw new UncheckedIOException("Archive not readable: " + object, e);
    }
  }

  @Override
  public List<String> objects(String shop, LocalDate from, LocalDate to) {
    List<String> objects = new ArrayList<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      String folder = ObjectNames.folder(shop, day);
      try (Stream<Path> files = Files.list(root.resolve(folder))) {
        files
            .map(file -> folder + "/" + file.getFileName())
            .filter(name -> name.endsWith(ObjectNames.SUFFIX))
            .sorted()
            .forEach(objects::add);
      } catch (NoSuchFileException e) {
        // nothing was captured on that day
      } catch (IOException e) {
        throw new UncheckedIOException("Archive folder not readable: " + folder, e);
      }
    }
    return objects;
  }

  @Override
  public List<String> shops() {
    return folders(root);
  }

  @Override
  public List<LocalDate> days(String shop) {
    List<LocalDate> days = new ArrayList<>();
    for (String year : folders(root.resolve(shop))) {
      for (String month : folders(root.resolve(shop).resolve(year))) {
        for (String day : folders(root.resolve(shop).resolve(year).resolve(month))) {
          days.add(ObjectNames.day(year + "/" + month + "/" + day));
        }
      }
    }
    return days;
  }

  /** The names of the folders in a folder, sorted; none if it does not exist. */
  private static List<String> folders(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Archive folder not readable: " + folder, e);
    }
  }

  @Override
  public long delete(String shop) {
    long deleted = 0;
    Path folder = path(ObjectNames.checkedShop(shop));
    try (DirectoryStream<Path> drafts =
        Files.newDirectoryStream(partial, draft -> isDraftOf(shop, draft))) {
      for (Path draft : drafts) {
        Files.deleteIfExists(draft);
      }
      if (Files.exists(folder)) {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
            boolean object = !Files.isDirectory(path);
            deleted += Files.deleteIfExists(path) && object ? 1 : 0;
          }
        }
        force(root);
      }
      return deleted;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Archive of %s not deleted whole; delete it again".formatted(shop), e);
    }
  }

  private static boolean isDraftOf(String shop, Path draft) {
    return String.valueOf(draft.getFileName()).startsWith(shop + DRAFT_OF);
  }

  @Override
  public int sweep(Duration age) {
    Instant limit = clock.instant().minus(age);
    int removed = 0;
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(partial)) {
      for (Path draft : drafts) {
        if (!Files.getLastModifiedTime(draft).toInstant().isAfter(limit)) {
          Files.deleteIfExists(draft);
          removed++;
        }
      }
      return removed;
    } catch (IOException e) {
      throw new UncheckedIOException("Archive drafts not removed: " + partial, e);
    }
  }

  private Path path(String object) {
    Path path = root.resolve(object).normalize();
    if (!path.startsWith(root.normalize()) || path.startsWith(partial.normalize())) {
      throw new IllegalArgumentException("not an object of this archive: " + object);
    }
    return path;
  }
}
