package banyan.app;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What tells this artefact from every other one: the version, and a hash of the class path. Two
 * clean builds of one source have the same, since their jars have the same bytes. Any thread.
 */
final class Artefact {
  /** Libraries have their versions in their names. */
  private static final String OWN = "banyan-";

  private static final int HASH_BYTES = 6;

  private static volatile @Nullable String build; // tidy: computed once, the same for ever

  private Artefact() {}

  /** {@code 0.1.0+3f9a12bc77d0}; the first call reads the jars of the product. */
  static String build() {
    String known = build;
    if (known == null) {
      known = VersionCommand.ownVersion() + "+" + hash(System.getProperty("java.class.path"));
      build = known;
    }
    return known;
  }

  static String hash(String classPath) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String entry : classPath.split(File.pathSeparator, -1)) {
        add(digest, Path.of(entry));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the class path", e);
    }
  }

  private static void add(MessageDigest digest, Path entry) throws IOException {
    if (Files.isDirectory(entry)) {
      try (Stream<Path> files = Files.walk(entry)) {
        List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
        for (Path file : sorted) {
          name(digest, entry.relativize(file).toString());
          content(digest, file);
        }
      }
      return;
    }
    String name = String.valueOf(entry.getFileName());
    name(digest, name);
    if (name.startsWith(OWN) && Files.isRegularFile(entry)) {
      content(digest, entry);
    }
  }

  private static void name(MessageDigest digest, String name) {
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void content(MessageDigest digest, Path file) throws IOException {
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }
}
