package banyan.platform.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import banyan.wire.Arrival;
import banyan.wire.CallAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a contract may be, and that everything else is named at once. */
final class CallContractTest {
  /** A proper question. */
  public record Asked(String text) {}

  /** A proper contract. */
  @Contract("shop")
  public interface Shop {
    @Query
    Asked find(Arrival arrival, Asked asked);

    @Command
    Asked giveBack(Arrival arrival, CommandKey key, Asked asked);
  }

  @Test
  void namesOperationsAsTheyCross() {
    CallContract contract = CallContract.of(Shop.class);

    assertThat(contract.context()).isEqualTo("shop");
    assertThat(contract.operations())
        .extracting(CallOperation::address)
        .containsExactlyInAnyOrder(
            new CallAddress("shop", "find"), new CallAddress("shop", "give-back"));
  }

  /** Contains what cannot cross. */
  public record Wrong(
      Optional<String> maybe,
      Object anything,
      Set<String> set,
      List<@Nullable String> gaps,
      Map<Integer, String> numbers,
      double inexact,
      Tree tree,
      NoName answer,
      Hidden hidden) {}

  /** Could grow without limit. */
  public record Tree(List<Tree> branches) {}

  /** Its alternative has no name. */
  public sealed interface NoName {
    /** Nameless. */
    record One() implements NoName {}
  }

  record Hidden() {}

  /** Only a value. */
  public record Bare(String value) {}

  /** Everything wrong. */
  @Contract("shop")
  public interface WrongShop {
    @Query
    Wrong find(Arrival arrival, Wrong wrong);

    Asked neither(Arrival arrival, Asked asked);

    @Command
    Asked withoutKey(Arrival arrival, Asked asked);

    @Query
    String text(Arrival arrival, Bare bare);

    @Query
    @Nullable Asked nothing(Arrival arrival, Asked asked);

    @Query
    Asked twice(Arrival arrival, Asked asked);

    @Query
    Asked twice(Arrival arrival, Tree asked);
  }

  @Test
  void namesEverythingWrongAtOnce() {
    Throwable refused = catchThrowable(() -> CallContract.of(WrongShop.class));

    assertThat(refused)
        .hasMessageContainingAll(
            "WrongShop.find(request).maybe: java.util.Optional<java.lang.String> cannot cross",
            "WrongShop.find(request).anything: Object cannot cross",
            "WrongShop.find(request).set: java.util.Set",
            "WrongShop.find(request).gaps: a list or a map holds no null",
            "WrongShop.find(request).numbers: java.util.Map",
            "WrongShop.find(request).inexact: double",
            "Tree contains itself",
            "WrongShop.find(request).answer/One: lacks a name",
            "WrongShop.find(request).hidden: Hidden is not public",
            "WrongShop.neither: is either a @Query or a @Command",
            "WrongShop.withoutKey: a @Command takes (Arrival, CommandKey, <one request record>)",
            "WrongShop.text(result): String is neither a record nor a sealed interface",
            "WrongShop.text(request): a message is an object",
            "WrongShop.nothing: returns null",
            "WrongShop.twice: two operations have this name");
  }

  @Test
  void takesNothingButAnInterfaceWithItsAnnotation() {
    assertThatThrownBy(() -> CallContract.of(Runnable.class))
        .hasMessageContaining("@Contract(\"<context>\")");
  }
}
