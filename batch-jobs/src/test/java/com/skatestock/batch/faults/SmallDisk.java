package com.skatestock.batch.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of a few hundred megabytes in memory, which can be filled. */
final class SmallDisk {
  /**
   * Where this program is root in a mount namespace of its own: what it mounts goes when it ends.
   */
  static final boolean POSSIBLE = Boolean.getBoolean("skatestock.faults.mounts");

  private SmallDisk() {}

  /** Mounts one on the folder, if that is possible. */
  static void on(Path folder, int megabytes) throws IOException {
    Files.createDirectories(folder);
    if (!POSSIBLE) {
      return;
    }
    String size = "size=" + megabytes + "m";
    run(List.of("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString()));
  }

  /** Unmounts it; nothing may use it any more. */
  static void off(Path folder) throws IOException {
    if (POSSIBLE) {
      run(List.of("umount", folder.toString()));
    }
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    process.onExit().join();
    if (process.exitValue() != 0) {
      throw new IOException("Failed: " + String.join(" ", command));
    }
  }
}
