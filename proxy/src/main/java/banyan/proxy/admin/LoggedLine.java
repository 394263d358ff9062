package banyan.proxy.admin;

import banyan.proxy.migration.Evidence;
import banyan.proxy.migration.LoggedMove;
import banyan.proxy.migration.NumberedMove;

/**
 * A move of the audit log, as the admin listener tells of it.
 *
 * @param entry its number in the log
 * @param standing where it led
 * @param role of the token by which it was done; {@code who} is what that one said
 * @param evidence what it rested on, in words; empty where nothing was demanded
 */
public record LoggedLine(
    long entry,
    String when,
    String move,
    String standing,
    String who,
    String role,
    String why,
    String evidence) {

  static LoggedLine of(NumberedMove numbered) {
    LoggedMove move = numbered.move();
    return new LoggedLine(
        numbered.number(),
        move.after().since().toString(),
        move.word(),
        move.after().standing(),
        move.after().reason().who(),
        move.role(),
        move.after().reason().why(),
        switch (move.evidence()) {
          case Evidence.Undemanded _ -> "";
          case Evidence.Found(String kind, String id) -> kind + " " + id;
          case Evidence.Overridden(String reason) -> "override: " + reason;
        });
  }
}
