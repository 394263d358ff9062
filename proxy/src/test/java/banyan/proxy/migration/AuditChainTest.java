package banyan.proxy.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the audit log says when somebody has been at it. */
final class AuditChainTest {
  @TempDir Path folder;
  private List<AuditEntry> log;

  @BeforeEach
  void write() {
    var store = new MigrationFolder(folder);
    Migrations migrations = Samples.migrations(store);
    migrations.create(Samples.draft("catalog", "/api/**"), Samples.ADA, "operator");
    Samples.move(migrations, new Move.Shadow());
    Samples.move(migrations, new Move.Canary(Weight.parse("10")));
    Samples.move(migrations, new Move.Promote());
    log = store.entries(0);
  }

  @Test
  void anUntouchedLogIsWell() {
    AuditChain chain = read(log);
    assertThat(chain.broken()).isNull();
    assertThat(chain.last()).isEqualTo(log.getLast());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aChangedTextIsFound(int number) {
    assertBreak(number, changed(number, text -> text.replace("\"ada\"", "\"bob\"")), "was changed");
  }

  /**
   * Every byte of every file, by another of its kind, by one that is no UTF-8, and by one that JSON
   * would pass over.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void everyChangedByteOfAFileIsFound(int number) throws IOException {
    Path file = folder.resolve(number + ".json");
    byte[] written = Files.readAllBytes(file);
    for (int at = 0; at < written.length; at++) {
      for (byte other : new byte[] {(byte) (written[at] ^ 1), (byte) (written[at] ^ 0x80), ' '}) {
        if (other != written[at]) {
          byte[] changed = written.clone();
          changed[at] = other;
          assertThat(broken(file, changed)).as("byte %s as %s", at, other).isEqualTo(number);
        }
      }
    }
    Files.write(file, written);
    assertThat(AuditChain.of(new MigrationFolder(folder)).broken()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\n", "{}", "\0"})
  void whatIsAddedToAFileIsFound(String more) throws IOException {
    Path file = folder.resolve("2.json");
    String written = Files.readString(file);
    assertThat(broken(file, (written + more).getBytes(StandardCharsets.UTF_8))).isEqualTo(2);
    assertThat(broken(file, (more + written).getBytes(StandardCharsets.UTF_8))).isEqualTo(2);
    assertThat(broken(file, new byte[0])).isEqualTo(2);
  }

  /** A file that was changed may have its salt anywhere. */
  @Test
  void nothingIsShownOfADamagedEntryToWhoMayNotSeeSalts() throws IOException {
    Path file = folder.resolve("2.json");
    Files.writeString(file, " " + Files.readString(file));

    List<AuditEntry> damaged = new MigrationFolder(folder).entries(0);

    assertThat(damaged.get(1).text()).contains("salt");
    assertThat(damaged.get(1).withoutSalts().text()).isEqualTo("(hidden)");
  }

  /** The entry at which the log of the folder is broken with this file; 0 for none. */
  private long broken(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    AuditChain.Break broken = AuditChain.of(new MigrationFolder(folder)).broken();
    return broken == null ? 0 : broken.number();
  }

  /** Who changes an entry with its hash breaks the next one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aChangedEntryWithItsHashIsFoundAtTheNext(int number) {
    List<AuditEntry> changed = new ArrayList<>(log);
    AuditEntry before = number == 1 ? null : log.get(number - 2);
    String text = log.get(number - 1).text().replace("\"ada\"", "\"bob\"");
    changed.set(number - 1, AuditEntry.after(before, text));
    assertBreak(number + 1, changed, "does not follow");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aRemovedEntryIsFound(int number) {
    List<AuditEntry> cut = new ArrayList<>(log);
    cut.remove(number - 1);
    assertBreak(number, cut, "is missing");
  }

  /** Who rewrites the rest with right hashes still has to keep the rules. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | \"move\":\"shadow\" | \"move\":\"promote\" | no rule allows 'promote'",
        "2 | \"stage\":\"shadow\" | \"stage\":\"live\" | no rule allows",
        "3 | \"override\":\"a test\", | | no rule allows 'canary'",
        "3 | \"weight\":1000 | \"weight\":5000 | moves 'catalog' from where that was not",
        "4 | \"to\":\"catalog\" | \"to\":\"other\" | changes more of 'catalog'",
        "4 | \"revision\":4 | \"revision\":9 | changes more of 'catalog'",
        "1 | \"revision\":1 | \"revision\":2 | is no beginning",
        "3 | \"stage\":\"canary\" | \"stage\":\"flying\" | cannot be read",
        "2 | {\"move\" | [\"move\" | cannot be read"
      })
  void aRewrittenRestIsHeldToTheRules(int number, String was, String is, String reason) {
    List<AuditEntry> rewritten = new ArrayList<>(log.subList(0, number - 1));
    for (AuditEntry entry : log.subList(number - 1, log.size())) {
      String text =
          entry.number() == number ? entry.text().replace(was, is == null ? "" : is) : entry.text();
      rewritten.add(AuditEntry.after(rewritten.isEmpty() ? null : rewritten.getLast(), text));
    }
    AuditChain chain = read(rewritten);
    assertThat(chain.broken()).isNotNull();
    assertThat(chain.broken().reason()).contains(reason);
    assertThat(chain.broken().number()).isBetween((long) number, number + 1L);
  }

  private void assertBreak(int number, List<AuditEntry> entries, String reason) {
    AuditChain chain = read(entries);
    assertThat(chain.broken()).isNotNull();
    assertThat(chain.broken().number()).isEqualTo(number);
    assertThat(chain.broken().reason()).contains(reason);
  }

  private List<AuditEntry> changed(int number, UnaryOperator<String> change) {
    List<AuditEntry> changed = new ArrayList<>(log);
    AuditEntry entry = log.get(number - 1);
    changed.set(
        number - 1,
        new AuditEntry(entry.number(), entry.previous(), change.apply(entry.text()), entry.hash()));
    return changed;
  }

  private static AuditChain read(List<AuditEntry> entries) {
    AuditChain chain = new AuditChain();
    chain.read(entries);
    return chain;
  }
}
