package banyan.platform.database.embedded;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;

/** Tar archives as a test wants them, whatever a decent program would write. */
final class Archives {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;

  Archives() throws IOException {
    tar = new TarArchiveOutputStream(new XZCompressorOutputStream(bytes));
  }

  Archives file(String name, String text, int mode) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    var entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    entry.setMode(mode);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
    return this;
  }

  Archives symbolicLink(String name, String target) throws IOException {
    return special(name, target, TarConstants.LF_SYMLINK);
  }

  Archives hardLink(String name, String target) throws IOException {
    return special(name, target, TarConstants.LF_LINK);
  }

  Archives device(String name) throws IOException {
    return special(name, "", TarConstants.LF_CHR);
  }

  InputStream open() throws IOException {
    tar.close();
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private Archives special(String name, String target, byte kind) throws IOException {
    var entry = new TarArchiveEntry(name, kind, true);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
    return this;
  }
}
