package banyan.app.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges the logs against the clients, and against each other. */
final class LogPromises {
  private LogPromises() {}

  static Verdict agreeWithClients(Evidence evidence) {
    Map<String, List<LogLine>> lines = new HashMap<>();
    evidence
        .monolith()
        .forEach(line -> lines.computeIfAbsent(line.requestId(), _ -> new ArrayList<>()).add(line));
    Set<String> sent = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    for (Attempt attempt : evidence.attempts()) {
      sent.add(attempt.requestId());
      List<LogLine> found = lines.getOrDefault(attempt.requestId(), List.of());
      // A request without an answer may have been cut off on its way there.
      boolean isRight =
          attempt.isAnswered()
              ? found.size() == 1 && found.getFirst().status() == attempt.status()
              : found.size() <= 1;
      if (!isRight) {
        wrong.add(attempt + ": the log has " + found);
      }
    }
    lines.keySet().stream()
        .filter(request -> !sent.contains(request))
        .forEach(request -> wrong.add(request + ": in the log, and no client has sent it"));
    return Verdict.of(
        sent.size() + wrong.size(),
        "%d requests by the clients, %d in the log"
            .formatted(sent.size(), evidence.monolith().size()),
        wrong);
  }

  /** What a killed process had answered and not yet logged is lost: one request a client. */
  static Verdict agreeWithEachOther(Evidence evidence) {
    Map<String, LogLine> service = new HashMap<>();
    evidence.service().stream()
        .filter(line -> !line.isCall())
        .forEach(line -> service.put(line.requestId(), line));
    List<String> wrong = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    int looked = 0;
    for (LogLine line : evidence.monolith()) {
      // A failure of the upstream is told by the monolith, not by the upstream.
      if (!line.answeredBy().equals(RoutesText.SERVICE) || isGatewayFailure(line)) {
        continue;
      }
      looked++;
      LogLine other = service.get(line.requestId());
      if (other == null) {
        lost.add(line.requestId() + ": not in the service's log");
      } else if (other.status() != line.status()) {
        wrong.add(
            "%s: %d, in the service's log %d"
                .formatted(line.requestId(), line.status(), other.status()));
      }
    }
    int allowed = evidence.plan().hasDeath() ? evidence.plan().clients() : 0;
    if (lost.size() > allowed) {
      wrong.addAll(lost);
    }
    return Verdict.of(
        looked,
        "%d requests that the service answered, %d of them in its log"
            .formatted(looked, looked - lost.size()),
        wrong);
  }

  private static boolean isGatewayFailure(LogLine line) {
    return line.status() >= 502 && line.status() <= 504;
  }
}
