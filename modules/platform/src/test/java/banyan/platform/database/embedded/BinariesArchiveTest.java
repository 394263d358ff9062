package banyan.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BinariesArchiveTest {
  private static final int PLAIN = 0644;
  private static final int PROGRAM = 0755;

  @TempDir Path home;

  @Test
  void unpacksFilesProgramsAndLinks() throws Exception {
    unpack(
        new Archives()
            .file("bin/run", "#!/bin/sh", PROGRAM)
            .file("share/text", "hello", PLAIN)
            .symbolicLink("lib/same", "../share/text"));

    assertThat(Machine.mode(target().resolve("bin/run"))).isEqualTo("rwxr-xr-x");
    assertThat(Machine.mode(target().resolve("share/text"))).isEqualTo("rw-r--r--");
    assertThat(target().resolve("lib/same")).isSymbolicLink().hasContent("hello");
  }

  @Test
  void neverGrantsMoreThanToRun() throws Exception {
    unpack(new Archives().file("bin/run", "#!/bin/sh", 06777));

    assertThat(Machine.mode(target().resolve("bin/run"))).isEqualTo("rwxr-xr-x");
    assertThat(Files.getAttribute(target().resolve("bin/run"), "unix:mode")).isEqualTo(0100755);
  }

  @Test
  void refusesANameThatClimbsOut() throws Exception {
    refuses(new Archives().file("bin/../../escaped", "gotcha", PLAIN));
  }

  @Test
  void refusesAnAbsoluteName() throws Exception {
    refuses(new Archives().file(home.resolve("escaped").toString(), "gotcha", PLAIN));
  }

  @Test
  void refusesALinkThatLeadsOut() throws Exception {
    refuses(new Archives().symbolicLink("lib/out", "../../escaped"));
  }

  @Test
  void refusesALinkToAnAbsolutePath() throws Exception {
    refuses(new Archives().symbolicLink("lib/out", home.toString()));
  }

  @Test
  void refusesAFileWrittenThroughALink() throws Exception {
    refuses(
        new Archives()
            .file("real/text", "hello", PLAIN)
            .symbolicLink("folder", "real")
            .file("folder/escaped", "gotcha", PLAIN));
  }

  @Test
  void refusesAFileInPlaceOfALink() throws Exception {
    Archives archive =
        new Archives()
            .file("real/text", "hello", PLAIN)
            .symbolicLink("twice", "real/text")
            .file("twice", "gotcha", PLAIN);

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> unpack(archive));
    assertThat(target().resolve("real/text")).hasContent("hello");
  }

  @Test
  void refusesAHardLink() throws Exception {
    refuses(new Archives().hardLink("bin/run", "/etc/passwd"));
  }

  @Test
  void refusesADevice() throws Exception {
    refuses(new Archives().device("bin/null"));
  }

  private void refuses(Archives archive) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> unpack(archive))
        .withMessageStartingWith("archive refused");
    assertThat(home.resolve("escaped")).doesNotExist();
  }

  private void unpack(Archives archive) throws IOException {
    BinariesArchive.unpack(archive.open(), target());
  }

  private Path target() {
    return home.resolve("target");
  }
}
