package com.skatestock.batch.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A mistake in a copy of the product: a source or query file of the checkout in which some words
 * are others, put on the class path before the right one. The product itself knows nothing of it.
 *
 * @param says what is wrong
 * @param file relative to the checkout's root
 * @param instead the words that are there, each exactly once, and those that take their place
 */
record PlantedDefect(String says, String file, Map<String, String> instead) {
  private static final String QUERIES = "sql/queries/";

  /**
   * Makes the folder that goes in front of the class path.
   *
   * @throws IllegalStateException if the words are not there any more: then it has to be planted
   *     anew
   */
  Path plant(Path folder, String classPath) throws IOException {
    String text = doctored();
    Path planted = Files.createTempDirectory(folder, "planted");
    if (file.startsWith(QUERIES)) {
      Path query = planted.resolve("queries").resolve(file.substring(QUERIES.length()));
      Files.createDirectories(query.getParent());
      Files.writeString(query, text);
    } else {
      Path source = planted.resolve(Path.of(file).getFileName());
      Files.writeString(source, text);
      compile(source, planted, classPath);
    }
    return planted;
  }

  /**
   * The file with the defect.
   *
   * @throws IllegalStateException if the words are not there any more
   */
  String doctored() throws IOException {
    Path root = Path.of(System.getProperty("skatestock.root"));
    String text = Files.readString(root.resolve(file));
    for (Map.Entry<String, String> change : instead.entrySet()) {
      if (text.split(Pattern.quote(change.getKey()), -1).length != 2) {
        throw new IllegalStateException(
            "'%s' is not once in %s any more: plant the defect anew"
                .formatted(change.getKey(), file));
      }
      text = text.replace(change.getKey(), change.getValue());
    }
    return text;
  }

  private static void compile(Path source, Path into, String classPath) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjects(source);
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  null,
                  List.of(
                      "-d",
                      into.toString(),
                      "-cp",
                      classPath,
                      "-proc:none",
                      "-nowarn",
                      "-parameters"),
                  null,
                  units)
              .call();
      if (!compiled) {
        throw new IllegalStateException("Does not compile: " + source);
      }
    }
  }
}
