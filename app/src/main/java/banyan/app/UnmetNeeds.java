package banyan.app;

import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RoutesFile;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a process whose contexts call others that are nowhere. With a document its reader does
 * that, at the start and at each reload; without one nobody else would.
 */
final class UnmetNeeds {
  private UnmetNeeds() {}

  /** Throws CommandFailure that names each need and the remedy. */
  static void refuse(LocalCode code, @Nullable RoutesFile document) {
    List<LocalCode.Need> unmet = document == null ? code.unmet(Set.of()) : List.of();
    if (unmet.isEmpty()) {
      return;
    }
    String needs = unmet.stream().map(LocalCode.Need::toString).collect(Collectors.joining("\n"));
    throw CommandFailure.usage(
        needs
            + "\nhost it too (--only), or say where it is in a document (--routes FILE):"
            + " calls: {%s: <upstream>}".formatted(unmet.getFirst().context()));
  }
}
