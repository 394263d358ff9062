package banyan.proxy.migration;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;

/** A move with its place in the audit log. */
public record NumberedMove(long number, LoggedMove move) {
  /** So many moves of a migration are told. */
  static final int MAX = 100;

  /**
   * The last moves of a migration, newest first. Entries that cannot be read are passed over: a
   * check of the log tells why.
   */
  static List<NumberedMove> last(MigrationStore store, String name) {
    ArrayDeque<NumberedMove> newest = new ArrayDeque<>();
    List<AuditEntry> page = store.entries(0);
    while (!page.isEmpty()) {
      for (AuditEntry entry : page) {
        add(entry, name, newest);
      }
      page = store.entries(page.getLast().number());
    }
    return List.copyOf(newest);
  }

  private static void add(AuditEntry entry, String name, ArrayDeque<NumberedMove> newest) {
    try {
      if (MigrationJson.readLogged(entry.text()) instanceof LoggedMove move
          && move.after().name().equals(name)) {
        newest.addFirst(new NumberedMove(entry.number(), move));
      }
    } catch (IOException e) {
      return;
    }
    if (newest.size() > MAX) {
      newest.removeLast();
    }
  }
}
