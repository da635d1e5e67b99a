package com.skatestock.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to use a data folder. The operating system takes it back when the process dies, however
 * it dies.
 */
final class FolderLock implements AutoCloseable {
  /**
   * Folders locked by this JVM. Asked first, because closing a second channel on a lock file would
   * release the first one's lock (POSIX locks belong to the process).
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Locks an existing folder, given by its real path; empty if it is in use. */
  static Optional<FolderLock> tryAcquire(Path folder) {
    if (!HELD_HERE.add(folder)) {
      return Optional.empty();
    }
    Optional<FolderLock> lock = Optional.empty();
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve("stack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock granted = channel.tryLock();
      if (granted == null) {
        channel.close();
      } else {
        lock = Optional.of(new FolderLock(folder, channel));
        ProcessRecord.of(ProcessHandle.current(), 0).write(holderFile(folder));
      }
      return lock;
    } catch (IOException e) {
      throw new LocalStackException("Data folder not usable: " + folder, e);
    } finally {
      if (lock.isEmpty()) {
        HELD_HERE.remove(folder);
      }
    }
  }

  /** The process that uses the folder, as far as it has said so. */
  static Optional<ProcessHandle> holder(Path folder) {
    return ProcessRecord.read(holderFile(folder)).flatMap(ProcessRecord::living);
  }

  private static Path holderFile(Path folder) {
    return folder.resolve("stack.process");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(holderFile(folder));
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD_HERE.remove(folder);
    }
  }
}
