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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The page archive in a folder. An object is written to {@code .partial/}, forced to the disk,
 * renamed to its place, and the folder forced too: it exists whole or not at all, also after a
 * power cut.
 */
public final class FileSystemPageArchive implements PageArchive {
  private static final DateTimeFormatter SLOT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

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
  public List<PageLocation> write(String shop, Instant slot, List<? extends Capture> captures) {
    if (captures.isEmpty()) {
      return List.of();
    }
    String folder = shop + "/" + FOLDER.format(slot);
    String name = SLOT.format(slot) + "-" + UUID.randomUUID() + ".warc.gz";
    Path draft = partial.resolve(name);
    try {
      List<PageLocation> locations = writeDraft(draft, folder + "/" + name, captures);
      publish(draft, root.resolve(folder));
      return locations;
    } catch (IOException e) {
      throw new UncheckedIOException("Archive object not written: " + folder + "/" + name, e);
    } finally {
      discard(draft);
    }
  }

  private List<PageLocation> writeDraft(Path draft, String object, List<? extends Capture> captures)
      throws IOException {
    try (FileChannel file = FileChannel.open(draft, WRITE, CREATE_NEW);
        WarcObjectWriter writer = new WarcObjectWriter(file, object, clock.instant())) {
      List<PageLocation> locations = new ArrayList<>(captures.size());
      for (Capture capture : captures) {
        locations.add(writer.append(capture));
      }
      file.force(true);
      return List.copyOf(locations);
    }
  }

  private void publish(Path draft, Path folder) throws IOException {
    makeDurably(folder);
    Files.move(
        draft, folder.resolve(draft.getFileName().toString()), StandardCopyOption.ATOMIC_MOVE);
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
    return reader.one(bytes(location), location).page();
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
      for (PageLocation location : WarcObjectReader.locations(file, object)) {
        pages.accept(reader.one(bytes(location), location));
      }
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
      String folder = shop + "/" + FOLDER.format(day);
      try (Stream<Path> files = Files.list(root.resolve(folder))) {
        files
            .map(file -> folder + "/" + file.getFileName())
            .filter(name -> name.endsWith(".warc.gz"))
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

  /**
   * Removes drafts that killed runs left behind.
   *
   * @param age only drafts at least this old are removed; must exceed the longest chunk
   * @return how many were removed
   */
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
