package banyan.proxy.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which ids were renamed and which are wrong. A renaming is one to one over the whole
 * answer; its new names are new, its old names gone: what both answers know keeps its name, and so
 * does what the request names. In an answer to a safe method, where nothing is made, it must also
 * be more than one id that happens to differ. One use, one thread.
 */
final class Renaming {
  /** One certain pair outweighs all that were made by chance. */
  private static final int CERTAIN = 1_000;

  /** Partners of one id that are counted; a further one is none. */
  private static final int PARTNERS_MAX = 64;

  private final KnownIds ids;
  private final IdSet requested;
  private final boolean isSafe;
  private final Map<String, List<Vote>> votes = new HashMap<>();
  private final Map<String, List<Vote>> votesBack = new HashMap<>();

  Renaming(KnownIds ids, IdSet requested, boolean isSafe) {
    this.ids = ids;
    this.requested = requested;
    this.isSafe = isSafe;
  }

  /** The renaming as far as pairs that are certain tell it, from key to new text. */
  Map<String, String> learn(List<Claim.Ids> claims) {
    vote(claims);
    Map<String, String> learned = new LinkedHashMap<>();
    for (Claim.Ids claim : claims) {
      if (claim.isDifferent() && claim.isCertain() && objection(claim).isEmpty()) {
        learned.put(KnownIds.key(claim.from()), claim.to().text());
      }
    }
    return learned;
  }

  /** Reports the claims that do not hold. */
  void judge(List<Claim.Ids> claims, Differences differences, Explanations explanations) {
    vote(claims);
    List<Claim.Ids> renamed = new ArrayList<>();
    Map<String, Kind> kinds = new HashMap<>();
    boolean isAnyKept = false;
    for (Claim.Ids claim : claims) {
      Kind kind = kinds.computeIfAbsent(claim.place().kind(), _ -> new Kind());
      if (!claim.isDifferent()) {
        boolean isFree = !requested.has(claim.from(), ids.from());
        kind.isAnyKept |= isFree;
        isAnyKept |= isFree;
        continue;
      }
      Optional<String> objection = objection(claim);
      if (objection.isPresent()) {
        differences.add(claim.otherwise().because(objection.get()));
        continue;
      }
      kind.renamed.add(claim.from().text());
      renamed.add(claim);
    }
    Map<Pair, Set<String>> places = placesOf(renamed);
    boolean isOfAll = !isAnyKept && places.size() > 1;
    for (Claim.Ids claim : renamed) {
      Kind kind = kinds.getOrDefault(claim.place().kind(), new Kind());
      int seen = places.getOrDefault(pair(claim), Set.of()).size();
      Optional<String> doubt =
          isSafe ? doubt(claim, kind, seen, isAnyKept, isOfAll) : Optional.empty();
      doubt.ifPresentOrElse(
          why -> differences.add(claim.otherwise().because(why)),
          () -> explanations.add("id renamed consistently"));
    }
  }

  private static Map<Pair, Set<String>> placesOf(List<Claim.Ids> renamed) {
    Map<Pair, Set<String>> places = new HashMap<>();
    for (Claim.Ids claim : renamed) {
      places
          .computeIfAbsent(pair(claim), _ -> new HashSet<>())
          .add(claim.place().headerName() + claim.place().pointer());
    }
    return places;
  }

  /** A number may be that of two things, which have two new ones: one says nothing of the other. */
  private static Pair pair(Claim.Ids claim) {
    return new Pair(claim.from().text(), claim.to().text());
  }

  /** Why a renaming, though consistent, is not believed. */
  private static Optional<String> doubt(
      Claim.Ids claim, Kind kind, int placesSeen, boolean isAnyKept, boolean isOfAll) {
    if (FieldWords.areDigests(claim.place().fieldName())) {
      return Optional.of("a digest tells of other contents");
    }
    if (isOfAll) {
      return Optional.empty();
    }
    if (kind.isAnyKept) {
      return Optional.of("other ids of this place are the same");
    }
    if (kind.renamed.size() > 1 || placesSeen > 1) {
      return Optional.empty();
    }
    boolean isOfOneFamily = claim.from().family() == claim.to().family();
    if (claim.from().family().isUnique() && isOfOneFamily && !isAnyKept) {
      return Optional.empty();
    }
    return Optional.of("a single id differs");
  }

  private Optional<String> objection(Claim.Ids claim) {
    Token.Id from = claim.from();
    Token.Id to = claim.to();
    if (requested.has(from, ids.from()) || requested.has(to, ids.to())) {
      return Optional.of("the request names this id");
    }
    if (ids.to().has(from, ids.from()) || ids.from().has(to, ids.to())) {
      return Optional.of("both answers know this id");
    }
    String best = best(votes, from, from.text());
    if (!best.equals(to.text())) {
      return Optional.of("elsewhere it became " + best);
    }
    String bestBack = best(votesBack, to, to.text());
    return bestBack.equals(from.text())
        ? Optional.empty()
        : Optional.of("elsewhere that is " + bestBack);
  }

  private void vote(List<Claim.Ids> claims) {
    votes.clear();
    votesBack.clear();
    for (Claim.Ids claim : claims) {
      int weight = claim.isCertain() ? CERTAIN : 1;
      vote(votes, claim.from(), claim.to().text(), weight);
      vote(votesBack, claim.to(), claim.from().text(), weight);
    }
  }

  private static void vote(Map<String, List<Vote>> votes, Token.Id id, String other, int weight) {
    List<Vote> cast = votes.computeIfAbsent(id.text(), _ -> new ArrayList<>());
    for (Vote vote : cast) {
      if (vote.other.equals(other) && vote.stem.equals(id.stem())) {
        vote.weight += weight;
        return;
      }
    }
    if (cast.size() < PARTNERS_MAX) {
      cast.add(new Vote(id.stem(), other, weight));
    }
  }

  /** The partner with the most votes; of equal ones the first. */
  private static String best(Map<String, List<Vote>> votes, Token.Id id, String fallback) {
    Map<String, Long> weights = new LinkedHashMap<>();
    List<Vote> cast = votes.getOrDefault(id.text(), List.of());
    Set<Stem> known = cast.stream().map(vote -> vote.stem).collect(Collectors.toSet());
    for (Vote vote : cast) {
      if (id.mayName(vote.stem, known)) {
        weights.merge(vote.other, vote.weight, Long::sum);
      }
    }
    String best = fallback;
    long bestWeight = 0;
    for (Map.Entry<String, Long> entry : weights.entrySet()) {
      if (entry.getValue() > bestWeight) {
        best = entry.getKey();
        bestWeight = entry.getValue();
      }
    }
    return best;
  }

  /** An id and what became of it. */
  private record Pair(String from, String to) {}

  /** What became of the ids of one kind of place. */
  private static final class Kind {
    private final Set<String> renamed = new HashSet<>();
    private boolean isAnyKept;
  }

  /** How often an id met another. */
  private static final class Vote {
    private final Stem stem;
    private final String other;
    private long weight;

    Vote(Stem stem, String other, long weight) {
      this.stem = stem;
      this.other = other;
      this.weight = weight;
    }
  }
}
